/** Frames of cameras, read by FFmpeg in a process of its own. */
@NullMarked
package io.blemish.camera;

import org.jspecify.annotations.NullMarked;
