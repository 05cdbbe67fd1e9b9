/**
 * Blemish on Apache Spark: {@link io.blemish.spark.BlemishTransformer} and {@link io.blemish.spark.BlemishFunctions} judge the
 * pictures of a column.
 */
@NullMarked
package io.blemish.spark;

import org.jspecify.annotations.NullMarked;
