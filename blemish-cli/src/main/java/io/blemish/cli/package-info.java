/** The commands. */
@NullMarked
package io.blemish.cli;

import org.jspecify.annotations.NullMarked;
