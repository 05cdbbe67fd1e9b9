/** Serves models over HTTP, records every verdict, and serves a page to look at them. */
@NullMarked
package io.blemish.server;

import org.jspecify.annotations.NullMarked;
