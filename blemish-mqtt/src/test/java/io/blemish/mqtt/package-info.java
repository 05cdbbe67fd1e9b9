@NullMarked
package io.blemish.mqtt;

import org.jspecify.annotations.NullMarked;
