/** The one-file model: fit, write, open, verify, predict. */
@NullMarked
package io.blemish.model;

import org.jspecify.annotations.NullMarked;
