/** The models that are served: a folder that is watched, the versions that were in it, the one that judges now. */
@NullMarked
package io.blemish.server.models;

import org.jspecify.annotations.NullMarked;
