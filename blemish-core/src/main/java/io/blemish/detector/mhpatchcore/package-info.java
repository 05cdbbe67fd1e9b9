/** MH-PatchCore (Ferrari, Osmani and Lamma): a memory bank of whitened patches, chosen block by block. */
@NullMarked
package io.blemish.detector.mhpatchcore;

import org.jspecify.annotations.NullMarked;
