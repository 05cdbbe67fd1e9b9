package io.blemish.server;

import io.blemish.server.history.Letter;
import io.blemish.server.history.Verdict;
import java.util.List;
import java.util.Optional;

/** Verdicts of no picture, to be recorded and delivered. */
public final class TestVerdicts {
    private TestVerdicts() {}

    static Verdict verdict(final String id, final String model) {
        return new Verdict(
                id,
                model,
                "0123456789ab",
                Optional.empty(),
                1,
                2,
                Optional.empty(),
                3,
                false,
                64,
                64,
                List.of(),
                "00".repeat(32),
                Optional.empty(),
                Optional.empty());
    }

    /** A letter with a verdict, as no outbox has it. */
    public static Letter letter(final String target, final String id, final String model) {
        return new Letter(1, target, verdict(id, model));
    }
}
