@NullMarked
package io.blemish.server.oidc;

import org.jspecify.annotations.NullMarked;
