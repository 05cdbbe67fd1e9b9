/** Reading and writing files that last: entries of a model file, NumPy arrays, JSON, hashes, replacement in one step. */
@NullMarked
package io.blemish.artifact;

import org.jspecify.annotations.NullMarked;
