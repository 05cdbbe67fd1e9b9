/** The HTML report, heat maps and overlays. */
@NullMarked
package io.blemish.report;

import org.jspecify.annotations.NullMarked;
