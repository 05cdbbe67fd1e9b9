/** Computes AUROC, average precision, F1-max, AUPRO and AUsPRO, exactly over all thresholds. */
@NullMarked
package io.blemish.metric;

import org.jspecify.annotations.NullMarked;
