/** The search for the network, layers, size, method and share that find most on a user's own parts: {@code fit --tune}. */
@NullMarked
package io.blemish.tuning;

import org.jspecify.annotations.NullMarked;
