/** Makes a network in 8-bit integers from the network in floats and some pictures. */
@NullMarked
package io.blemish.backbone.quantisation;

import org.jspecify.annotations.NullMarked;
