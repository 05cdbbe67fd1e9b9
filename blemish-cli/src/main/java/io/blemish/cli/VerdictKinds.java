package io.blemish.cli;

import io.blemish.prediction.Decision;
import io.blemish.server.ServerOptions.Destination;
import io.blemish.server.delivery.Retries;
import io.blemish.server.delivery.Target;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which verdicts a program gets. */
final class VerdictKinds {
    /** The end of the descriptions of the options that name them. */
    static final String DESCRIPTION = ": ok, review, defect or several of them with commas between (default: all).";

    private VerdictKinds() {}

    /** A program that gets verdicts of some kinds; of all kinds if none is named. */
    static Destination destination(final Target target, final List<Decision> kinds) {
        return destination(target, kinds, Retries.DEFAULT);
    }

    /** A program that gets verdicts of some kinds, which are tried again at a pace; of all kinds if none is named. */
    static Destination destination(final Target target, final List<Decision> kinds, final Retries retries) {
        final Set<Decision> wanted = kinds.isEmpty() ? EnumSet.allOf(Decision.class) : EnumSet.copyOf(kinds);
        return new Destination(target, wanted, retries);
    }
}
