/** What the fuzz targets have in common. */
@NullMarked
package io.blemish.fuzz;

import org.jspecify.annotations.NullMarked;
