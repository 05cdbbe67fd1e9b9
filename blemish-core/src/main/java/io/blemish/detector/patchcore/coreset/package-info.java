/** Selects the memory bank: exact greedy k-centre (Roth et al., section 3.2). */
@NullMarked
package io.blemish.detector.patchcore.coreset;

import org.jspecify.annotations.NullMarked;
