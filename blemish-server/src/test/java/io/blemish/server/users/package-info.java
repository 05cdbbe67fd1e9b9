@NullMarked
package io.blemish.server.users;

import org.jspecify.annotations.NullMarked;
