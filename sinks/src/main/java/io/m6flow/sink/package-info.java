/** Where published content goes: a package for each kind of end, and what all of them share. */
@NullMarked
package io.m6flow.sink;

import org.jspecify.annotations.NullMarked;
