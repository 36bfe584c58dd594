/** Published content as files of JSON Lines or Parquet. */
@NullMarked
package io.m6flow.sink.file;

import org.jspecify.annotations.NullMarked;
