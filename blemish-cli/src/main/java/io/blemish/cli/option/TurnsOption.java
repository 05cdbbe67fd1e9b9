package io.blemish.cli.option;

import io.blemish.alignment.Turns;
import io.blemish.cli.terminal.OptionGroup;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a model learns from turned copies of its few good pictures. */
@OptionGroup("Pictures")
final class TurnsOption {
    static final String TURNS = "--turns";

    @Option(
            names = TURNS,
            paramLabel = "N",
            description =
                    "For a few good pictures of parts that lie at any angle: learn from N pictures for each one, itself and"
                            + " copies that are turned evenly over a full turn, 2 to 36; 8 are steps of 45 degrees (default:"
                            + " pictures as they are alone).")
    private @Nullable Integer turns;

    /**
     * The copies.
     *
     * @throws IllegalArgumentException if there are too few or too many
     */
    Optional<Turns> chosen() {
        return Optional.ofNullable(turns).map(Turns::new);
    }
}
