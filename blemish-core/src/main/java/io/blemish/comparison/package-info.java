/** Several methods on one data set: how accurate each is, and what it costs. */
@NullMarked
package io.blemish.comparison;

import org.jspecify.annotations.NullMarked;
