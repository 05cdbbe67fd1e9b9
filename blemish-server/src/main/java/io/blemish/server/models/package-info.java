/** The models that are served: a folder that is watched, the versions of each model, and the active version. */
@NullMarked
package io.blemish.server.models;

import org.jspecify.annotations.NullMarked;
