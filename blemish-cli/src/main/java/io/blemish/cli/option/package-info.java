/** Options that several commands share, and what they mean to the library. */
@NullMarked
package io.blemish.cli.option;

import org.jspecify.annotations.NullMarked;
