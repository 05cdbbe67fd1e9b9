/** Verdicts of the server for an MQTT broker. */
@NullMarked
package io.blemish.mqtt;

import org.jspecify.annotations.NullMarked;
