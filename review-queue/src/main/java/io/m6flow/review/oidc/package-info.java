/** Sign-in with an OpenID Connect provider; the only place that knows the protocol's library. */
@org.jspecify.annotations.NullMarked
package io.m6flow.review.oidc;
