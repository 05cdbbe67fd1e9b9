/** What the server remembers: every verdict in a database, the newest pictures and maps in files. */
@NullMarked
package io.blemish.server.history;

import org.jspecify.annotations.NullMarked;
