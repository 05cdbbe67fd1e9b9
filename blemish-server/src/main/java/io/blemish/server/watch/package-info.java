/** Folders that other programs write pictures into. */
@NullMarked
package io.blemish.server.watch;

import org.jspecify.annotations.NullMarked;
