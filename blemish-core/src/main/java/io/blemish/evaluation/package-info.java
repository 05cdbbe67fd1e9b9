/** A model judged on a labelled data set. */
@NullMarked
package io.blemish.evaluation;

import org.jspecify.annotations.NullMarked;
