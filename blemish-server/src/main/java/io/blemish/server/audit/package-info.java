/** The audit log: who did what and when, in a file in which no entry can be changed unnoticed. */
@NullMarked
package io.blemish.server.audit;

import org.jspecify.annotations.NullMarked;
