@NullMarked
package io.blemish.kafka;

import org.jspecify.annotations.NullMarked;
