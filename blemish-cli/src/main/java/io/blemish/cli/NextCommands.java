package io.blemish.cli;

import io.blemish.cli.terminal.ShellWords;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.Label;
import io.blemish.dataset.Sample;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands to type after a fit.
 *
 * @param model the model file
 * @param networks the options that name the networks, if the model lacks them
 * @param data the words that name the data set
 * @param dataset the data set, read
 */
record NextCommands(Path model, List<String> networks, List<String> data, Dataset dataset) {
    NextCommands {
        networks = List.copyOf(networks);
        data = List.copyOf(data);
    }

    /** The commands, each of which runs as it stands. A data set without defective or good test pictures is not evaluated. */
    String text() {
        final Stream<List<String>> evaluate = Stream.of(Label.values()).allMatch(this::isTested)
                ? Stream.of(words("evaluate", data))
                : Stream.empty();
        final Stream<List<String>> predict = Stream.of(words("predict", List.of(picture())));
        return "Next:"
                + Stream.concat(evaluate, predict)
                        .map(ShellWords::join)
                        .collect(Collectors.joining(System.lineSeparator() + "      ", " ", ""));
    }

    private List<String> words(final String command, final List<String> input) {
        return Stream.of(
                        Stream.of(System.getProperty("blemish.command", "blemish"), command, model.toString()),
                        input.stream(),
                        networks.stream())
                .flatMap(words -> words)
                .toList();
    }

    private boolean isTested(final Label label) {
        return dataset.test().stream().anyMatch(sample -> sample.label() == label);
    }

    /** A picture to try the model on: a defective one, else one that was not fitted on, else any. */
    private String picture() {
        final Stream<Sample> defective = dataset.test().stream().filter(sample -> sample.label() == Label.ANOMALOUS);
        return Stream.of(defective, dataset.test().stream(), dataset.train().stream())
                .flatMap(samples -> samples)
                .findFirst()
                .map(sample -> sample.picture().toString())
                .orElseThrow();
    }
}
