/** The ways in and out over Kafka: drafts and withdrawals come, sealed decisions go. */
@NullMarked
package io.m6flow.review.kafka;

import org.jspecify.annotations.NullMarked;
