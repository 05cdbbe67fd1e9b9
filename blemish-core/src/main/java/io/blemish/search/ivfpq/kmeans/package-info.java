/** K-means clustering, by which inverted lists and codes are learned. */
@NullMarked
package io.blemish.search.ivfpq.kmeans;

import org.jspecify.annotations.NullMarked;
