/** Nearest neighbours in a memory bank. */
@NullMarked
package io.blemish.search;

import org.jspecify.annotations.NullMarked;
