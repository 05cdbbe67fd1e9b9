@NullMarked
package io.blemish.camera;

import org.jspecify.annotations.NullMarked;
