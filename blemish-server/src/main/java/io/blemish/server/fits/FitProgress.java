package io.blemish.server.fits;

import java.util.Optional;

/**
 * How far a running fit is.
 *
 * @param stage the work that is being done: {@code embedding}, {@code coreset} or {@code calibration}
 * @param done how many steps of the stage are done
 * @param total how many steps the stage has
 * @param secondsLeft how long the stage goes on, if it goes on at its pace; empty until the pace is known
 */
public record FitProgress(String stage, long done, long total, Optional<Double> secondsLeft) {}
