/** AnomalyDINO (Damm et al.): cosine distances to the nearest of all normal patches. */
@NullMarked
package io.blemish.detector.anomalydino;

import org.jspecify.annotations.NullMarked;
