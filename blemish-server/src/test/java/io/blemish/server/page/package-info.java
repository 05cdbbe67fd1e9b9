/** Tests of the page in a real browser. */
@org.jspecify.annotations.NullMarked
package io.blemish.server.page;
