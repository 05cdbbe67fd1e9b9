/** Matrices of floats larger than the heap, and the {@code .npy} files that hold them. */
@NullMarked
package io.blemish.array;

import org.jspecify.annotations.NullMarked;
