/** AUROC, average precision, F1-max and AUPRO, exact over all thresholds. */
@NullMarked
package io.blemish.metric;

import org.jspecify.annotations.NullMarked;
