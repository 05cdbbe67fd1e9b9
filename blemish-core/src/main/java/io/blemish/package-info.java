/**
 * What every package shares and none owns: the exception that carries a sentence for the user.
 *
 * <p>The path of a picture is the order of the packages; each imports only what stands to its left: {@code array,
 * parallel, dataset, image, backbone, embedding, coreset, search, detector, calibration, prediction, model, metric,
 * evaluation, report}.
 */
@NullMarked
package io.blemish;

import org.jspecify.annotations.NullMarked;
