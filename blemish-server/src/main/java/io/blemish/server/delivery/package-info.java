/** Verdicts for other programs, from the history's outbox. */
@NullMarked
package io.blemish.server.delivery;

import org.jspecify.annotations.NullMarked;
