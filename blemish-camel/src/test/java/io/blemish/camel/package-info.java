/** Tests of the package, each with a real Camel context and a real model. */
@org.jspecify.annotations.NullMarked
package io.blemish.camel;
