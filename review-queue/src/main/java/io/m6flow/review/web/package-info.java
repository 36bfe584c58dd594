/** The review queue's door for people and programs: REST, the reviewers' page, and what merchants and operators read. */
@NullMarked
package io.m6flow.review.web;

import org.jspecify.annotations.NullMarked;
