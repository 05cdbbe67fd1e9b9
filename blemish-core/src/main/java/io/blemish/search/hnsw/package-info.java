/** Approximate search in a graph in layers, as in hnswlib, faiss's {@code IndexHNSW} and Lucene. */
@NullMarked
package io.blemish.search.hnsw;

import org.jspecify.annotations.NullMarked;
