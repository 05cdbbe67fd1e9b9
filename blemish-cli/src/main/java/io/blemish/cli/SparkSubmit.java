package io.blemish.cli;

import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.model.Software;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Runs a program of {@code blemish-spark} by the {@code spark-submit} of an installed Spark. */
@OptionGroup("Spark")
final class SparkSubmit {
    private static final String PROGRAM = "io.blemish.spark.FitProgram";
    private static final String LIBRARY = "io.blemish:blemish-spark:";

    /** What spark-submit takes in the place of a jar if the program is in a library. */
    private static final String IN_A_LIBRARY = "spark-internal";

    @Option(
            names = "--master",
            paramLabel = "MASTER",
            defaultValue = "local[*]",
            description = "The cluster, as spark-submit takes it (default: ${DEFAULT-VALUE}).")
    private String master;

    @Option(
            names = "--spark-home",
            paramLabel = "FOLDER",
            description = "Where Apache Spark 4 is installed (default: the environment's SPARK_HOME).")
    private @Nullable Path home;

    @Option(
            names = "--spark-jars",
            paramLabel = "FOLDER",
            description =
                    "A folder with blemish-spark and the jars that it needs (default: spark-submit fetches them from"
                            + " Maven Central).")
    private @Nullable Path jars;

    @Option(
            names = "--conf",
            paramLabel = "KEY=VALUE",
            description = "A setting of Spark, such as spark.executor.memory=8g; may be given several times.")
    private List<String> settings = new ArrayList<>();

    /**
     * Runs the program and waits for its end.
     *
     * @param arguments of the program
     * @return its exit code
     */
    int run(final List<String> arguments) throws IOException, InterruptedException {
        final List<String> words = new ArrayList<>(List.of(program().toString(), "--master", master));
        for (final String setting : settings) {
            words.addAll(List.of("--conf", setting));
        }
        words.addAll(List.of("--class", PROGRAM));
        if (jars == null) {
            words.addAll(List.of("--packages", LIBRARY + Software.VERSION));
        } else {
            words.addAll(List.of("--jars", jars(jars)));
        }
        words.add(IN_A_LIBRARY);
        words.addAll(arguments);
        return new ProcessBuilder(words).inheritIO().start().waitFor();
    }

    private Path program() {
        final Path folder = Optional.ofNullable(home)
                .or(() -> Optional.ofNullable(System.getenv("SPARK_HOME")).map(Path::of))
                .orElseThrow(
                        () -> new OptionException(
                                ErrorCode.OPTION_INVALID,
                                "Apache Spark is not part of Blemish: name the folder of Spark 4 with --spark-home, or set SPARK_HOME."));
        final boolean windows =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        final Path submit = folder.resolve("bin").resolve(windows ? "spark-submit.cmd" : "spark-submit");
        if (!Files.isRegularFile(submit)) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "There is no " + submit + ": name the folder of Spark 4 with --spark-home.");
        }
        return submit;
    }

    private static String jars(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(","));
        }
    }
}
