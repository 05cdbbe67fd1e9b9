/** The history: every verdict in a database, and the newest pictures and maps in files. */
@NullMarked
package io.blemish.server.history;

import org.jspecify.annotations.NullMarked;
