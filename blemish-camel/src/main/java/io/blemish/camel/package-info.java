/**
 * The component {@code blemish:} of Apache Camel 4: a step of a route that judges the picture in a message. A route starts with {@link
 * io.blemish.camel.BlemishComponent} without naming it: Camel finds it by the scheme.
 */
@NullMarked
package io.blemish.camel;

import org.jspecify.annotations.NullMarked;
