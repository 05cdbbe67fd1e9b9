@NullMarked
package io.blemish.server.history;

import org.jspecify.annotations.NullMarked;
