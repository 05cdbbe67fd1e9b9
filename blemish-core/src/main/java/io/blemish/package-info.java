/**
 * The exceptions that every package throws.
 *
 * <p>ARCHITECTURE.md gives the order of the packages; each imports only those to its left.
 */
@NullMarked
package io.blemish;

import org.jspecify.annotations.NullMarked;
