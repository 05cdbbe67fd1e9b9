/** Verdicts of the server for a topic of Apache Kafka. */
@NullMarked
package io.blemish.kafka;

import org.jspecify.annotations.NullMarked;
