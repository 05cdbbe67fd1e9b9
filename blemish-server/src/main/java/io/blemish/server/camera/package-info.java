/** Cameras that send a stream of frames. */
@NullMarked
package io.blemish.server.camera;

import org.jspecify.annotations.NullMarked;
