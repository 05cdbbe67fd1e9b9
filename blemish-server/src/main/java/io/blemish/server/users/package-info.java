/** People who may use a server: their names, roles and passwords. */
@NullMarked
package io.blemish.server.users;

import org.jspecify.annotations.NullMarked;
