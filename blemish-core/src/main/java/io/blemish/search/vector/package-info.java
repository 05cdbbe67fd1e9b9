/** What the search methods share: distances, principal axes, lists of the nearest rows, and the threads of a search. */
@NullMarked
package io.blemish.search.vector;

import org.jspecify.annotations.NullMarked;
