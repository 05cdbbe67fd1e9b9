/**
 * PatchCore on several views of one network's features: each layer as it is, and the coarsest layer by direction, each with a
 * memory bank of its own.
 */
@NullMarked
package io.blemish.detector.views;

import org.jspecify.annotations.NullMarked;
