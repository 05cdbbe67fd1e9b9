/** PatchCore (Roth et al.): distances to the nearest entry of a memory bank of normal patches. */
@NullMarked
package io.blemish.detector.patchcore;

import org.jspecify.annotations.NullMarked;
