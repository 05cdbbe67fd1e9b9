/**
 * Exact search: the neighbours of brute force, with the same distances, for a fraction of the work. {@link
 * io.blemish.search.exact.ExactMethod} tells how.
 */
@NullMarked
package io.blemish.search.exact;

import org.jspecify.annotations.NullMarked;
