package io.blemish.server.history;

import java.util.Locale;
import java.util.Optional;

/** What a picture shows, as a person said. */
public enum Truth {
    /** There is no defect. */
    GOOD,
    /** There is a defect. */
    DEFECT;

    /** The truth in JSON, CSV and the names of folders. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The truth that a label tells: a right verdict says what it says, and a wrong one the opposite.
     *
     * @return empty if nobody labelled the verdict
     */
    public static Optional<Truth> of(final Verdict verdict) {
        return verdict.label().map(label -> of(label.opinion(), verdict.anomalous()));
    }

    static Truth of(final Label.Opinion opinion, final boolean anomalous) {
        return switch (opinion) {
            case GOOD -> GOOD;
            case DEFECT -> DEFECT;
            case RIGHT -> anomalous ? DEFECT : GOOD;
            case WRONG -> anomalous ? GOOD : DEFECT;
        };
    }
}
