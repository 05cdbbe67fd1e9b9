/** Fits: pictures of good parts are collected and checked, and a process of its own fits a model to them. */
@NullMarked
package io.blemish.server.fits;

import org.jspecify.annotations.NullMarked;
