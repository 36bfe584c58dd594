/** Real servers for one machine: a Kafka broker in this process and a Redis server beside it, on loopback only. */
@NullMarked
package io.m6flow.local;

import org.jspecify.annotations.NullMarked;
