@NullMarked
package io.blemish.opcua;

import org.jspecify.annotations.NullMarked;
