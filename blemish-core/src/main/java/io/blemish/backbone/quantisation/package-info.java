/** A network in 8-bit integers, made from the network in floats and some pictures. */
@NullMarked
package io.blemish.backbone.quantisation;

import org.jspecify.annotations.NullMarked;
