/** Greedy k-centre selection of the memory bank (Roth et al., section 3.2). */
@NullMarked
package io.blemish.coreset;

import org.jspecify.annotations.NullMarked;
