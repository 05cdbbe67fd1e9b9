package io.blemish.benchmarks;

import io.blemish.artifact.Ranges;
import java.util.List;

/**
 * What {@code benchmarks/compare-peers.sh} found of one version.
 *
 * @param version of this project, such as {@code 0.1.0}
 * @param source where the figures come from, for people
 * @param machine on which all of them were taken in one run, for people
 * @param ratios at least one
 */
record PeerRatios(String version, String source, String machine, List<Ratio> ratios) {
    PeerRatios {
        if (!Ranges.present(version, "version").matches("\\d{1,6}(\\.\\d{1,6}){0,3}")) {
            throw new IllegalArgumentException("version must be numbers with dots, not '" + version + "'");
        }
        Ranges.present(source, "source");
        Ranges.present(machine, "machine");
        ratios = Ranges.complete(ratios, "ratios");
        if (ratios.isEmpty()) {
            throw new IllegalArgumentException("ratios must not be empty");
        }
    }

    /**
     * The time of one kind of work here, as a share of the peer's in the same round.
     *
     * @param work what is done
     * @param peer the program that does the same
     * @param ratio the median of all rounds, above 0
     * @param smallest of all rounds, above 0
     * @param largest of all rounds
     */
    record Ratio(String work, String peer, double ratio, double smallest, double largest) {
        Ratio {
            Ranges.present(work, "work");
            Ranges.present(peer, "peer");
            if (!(smallest > 0 && smallest <= ratio && ratio <= largest && largest < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "a ratio lies between its smallest and its largest value, and above 0");
            }
        }
    }

    /** The parts of the version, the first first. */
    int[] parts() {
        return List.of(version.split("\\.", -1)).stream()
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
