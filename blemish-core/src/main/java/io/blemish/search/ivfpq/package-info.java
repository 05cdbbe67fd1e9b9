/** Approximate search by inverted lists of product codes, as in faiss's {@code IndexIVFPQ}. */
@NullMarked
package io.blemish.search.ivfpq;

import org.jspecify.annotations.NullMarked;
