/** Schema registries that speak Confluent's REST API: ids of schemas, and the schemas of ids. */
@NullMarked
package io.m6flow.schema.registry;

import org.jspecify.annotations.NullMarked;
