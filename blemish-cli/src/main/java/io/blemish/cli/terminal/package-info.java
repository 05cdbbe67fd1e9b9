/** What a person at a terminal sees besides a command's results: help, progress, messages, errors and exit codes. */
@NullMarked
package io.blemish.cli.terminal;

import org.jspecify.annotations.NullMarked;
