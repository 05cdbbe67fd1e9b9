/** Pictures: their sources, decoding, resizing with Pillow's semantics, cropping and normalising. */
@NullMarked
package io.blemish.image;

import org.jspecify.annotations.NullMarked;
