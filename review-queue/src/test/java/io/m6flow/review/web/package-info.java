/** Tests of the web pages and the API, over real HTTP. */
package io.m6flow.review.web;
