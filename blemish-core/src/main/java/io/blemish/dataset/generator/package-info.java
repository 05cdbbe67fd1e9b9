/**
 * Generated parts: pictures of good and defective parts with exact masks, drawn from a seed. The same seed gives the same
 * bytes on every machine: only arithmetic that Java defines to the bit is used, and no fonts, drawing library or
 * compressor of the platform.
 */
@NullMarked
package io.blemish.dataset.generator;

import org.jspecify.annotations.NullMarked;
