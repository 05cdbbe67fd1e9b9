/**
 * Generated parts: pictures of things that look made, good ones and defective ones with exact masks, drawn by rule from
 * a seed. The same seed gives the same bytes on every machine: only arithmetic that Java fixes to the bit is used, no
 * fonts, no drawing library and no compressor of the platform's.
 */
@NullMarked
package io.blemish.dataset.generator;

import org.jspecify.annotations.NullMarked;
