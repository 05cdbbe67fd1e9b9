/** Data sets: samples with their label, mask and split, the readers that find them, and generated parts. */
@NullMarked
package io.blemish.dataset;

import org.jspecify.annotations.NullMarked;
