/** Tests of fits. */
@NullMarked
package io.blemish.server.fits;

import org.jspecify.annotations.NullMarked;
