@NullMarked
package io.blemish.server.http;

import org.jspecify.annotations.NullMarked;
