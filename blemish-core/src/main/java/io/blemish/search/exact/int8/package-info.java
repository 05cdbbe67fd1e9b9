/** Exact search in bytes: products of int8 numbers rule rows out. */
@NullMarked
package io.blemish.search.exact.int8;

import org.jspecify.annotations.NullMarked;
