package io.blemish.server.history;

import io.blemish.prediction.Decision;
import java.util.Set;

/**
 * Which verdicts another program is to get.
 *
 * @param target the program's name
 * @param verdicts the decisions that it wants
 */
public record Subscription(String target, Set<Decision> verdicts) {
    /** Copies the set. */
    public Subscription {
        verdicts = Set.copyOf(verdicts);
    }
}
