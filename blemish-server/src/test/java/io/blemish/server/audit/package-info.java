@NullMarked
package io.blemish.server.audit;

import org.jspecify.annotations.NullMarked;
