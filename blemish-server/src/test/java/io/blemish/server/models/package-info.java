@NullMarked
package io.blemish.server.models;

import org.jspecify.annotations.NullMarked;
