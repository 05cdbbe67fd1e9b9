/** Drift: whether the pictures still look like those that a model learned from, told with a bounded rate of false alarms. */
@NullMarked
package io.blemish.drift;

import org.jspecify.annotations.NullMarked;
