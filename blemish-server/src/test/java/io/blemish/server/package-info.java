@NullMarked
package io.blemish.server;

import org.jspecify.annotations.NullMarked;
