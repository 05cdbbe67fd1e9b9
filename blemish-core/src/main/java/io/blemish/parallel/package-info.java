/** A bounded set of threads, and word of how far they are. */
@NullMarked
package io.blemish.parallel;

import org.jspecify.annotations.NullMarked;
