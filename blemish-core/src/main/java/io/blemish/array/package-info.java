/** Matrices that may be larger than the heap, fast products of matrices, and connected components of masks. */
@NullMarked
package io.blemish.array;

import org.jspecify.annotations.NullMarked;
