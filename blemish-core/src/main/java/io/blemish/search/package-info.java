/**
 * Nearest-neighbour search in a bank of vectors. A {@link io.blemish.search.SearchMethod} builds a {@link
 * io.blemish.search.SearchIndex} of a bank, or reads it from a model file, and the index searches the bank as a {@link
 * io.blemish.search.NeighborSearch}. Each method is a package of its own below this one; {@link
 * io.blemish.search.SearchMethods} lists them.
 */
@NullMarked
package io.blemish.search;

import org.jspecify.annotations.NullMarked;
