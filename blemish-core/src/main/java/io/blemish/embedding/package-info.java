/** Locally aware patch features (Roth et al., section 3.1) and their random projection. */
@NullMarked
package io.blemish.embedding;

import org.jspecify.annotations.NullMarked;
