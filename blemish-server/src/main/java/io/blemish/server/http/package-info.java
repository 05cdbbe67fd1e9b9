/** HTTP: a server on Jetty's core, requests and responses, routes, and errors in the form of RFC 9457. */
@NullMarked
package io.blemish.server.http;

import org.jspecify.annotations.NullMarked;
