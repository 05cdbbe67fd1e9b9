/** A file system that fails when a test wants it to. */
@NullMarked
package io.blemish.fault;

import org.jspecify.annotations.NullMarked;
