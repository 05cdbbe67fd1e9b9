/** Exact search by pruning: lower bounds of distances rule rows out until few are left to be compared in full. */
@NullMarked
package io.blemish.search.exact.pruning;

import org.jspecify.annotations.NullMarked;
