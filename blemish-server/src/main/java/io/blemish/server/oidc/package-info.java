/** Signing in by OpenID Connect: a provider says who somebody is, and in which groups. */
@NullMarked
package io.blemish.server.oidc;

import org.jspecify.annotations.NullMarked;
