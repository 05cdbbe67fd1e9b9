/** Data sets: samples with their label, mask and split, and the layouts of folders in which they are found. */
@NullMarked
package io.blemish.dataset;

import org.jspecify.annotations.NullMarked;
