package io.blemish.server;

import java.util.Arrays;
import java.util.List;

/** The kinds of problems, for tests of what is said of them elsewhere. */
public final class ProblemKinds {
    private ProblemKinds() {}

    /** All, as they stand in a problem's type. */
    public static List<String> slugs() {
        return Arrays.stream(ProblemKind.values()).map(ProblemKind::slug).toList();
    }
}
