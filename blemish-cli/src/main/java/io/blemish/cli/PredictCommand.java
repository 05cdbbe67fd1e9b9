package io.blemish.cli;

import io.blemish.InputException;
import io.blemish.artifact.Json;
import io.blemish.backbone.Extraction;
import io.blemish.backbone.catalogue.BackboneCache;
import io.blemish.image.RgbImage;
import io.blemish.model.Model;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Prediction;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blemish predict}. */
@Command(
        name = "predict",
        description = "Judges pictures: score, decision, and with -o a heat map and an overlay each.")
final class PredictCommand implements Callable<Integer> {
    /** Pictures whose verdicts wait for their turn to be printed, for each thread. */
    private static final int WINDOW_PER_THREAD = 8;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
    private Path model;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "IMG|DIR",
            description = "Pictures, or folders of pictures.")
    private List<Path> inputs = List.of();

    @Mixin
    private DeviceOptions device;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Folder for NAME_heatmap.png and NAME_overlay.png.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Option(names = "--fail-on-anomaly", description = "End with exit code 10 where a picture is anomalous.")
    private boolean failOnAnomaly;

    @Option(
            names = "--backbone",
            paramLabel = "NAME|FILE",
            description = "The network, for a model fitted with --no-embed-backbone; of an ensemble each, in order.")
    private List<String> backbones = List.of();

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Choices.Positive.class,
            description = "Threads that work at once (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() {
        final List<PictureInput> pictures = PictureInput.find(inputs);
        // One picture is spread over all threads; of many, each thread takes its own.
        final int threadsEach = pictures.size() == 1 ? threads : 1;
        final PictureReader reader = new PictureReader(pictures);
        try (Model opened = Model.open(
                        model,
                        device.execution(threadsEach),
                        backbones.stream().map(BackboneCache.ofUser()::graph).toList());
                Workers workers = new Workers(threads)) {
            final int window = threads * Math.max(WINDOW_PER_THREAD, device.batch());
            boolean failed = false;
            boolean anomalous = false;
            for (int first = 0; first < pictures.size(); first += window) {
                final List<PictureInput> some = pictures.subList(first, Math.min(pictures.size(), first + window));
                for (final Outcome outcome : judge(opened, some, reader, workers)) {
                    print(outcome);
                    failed |= outcome.failure().isPresent();
                    anomalous |= outcome.line().map(PredictionLine::anomalous).orElse(false);
                }
            }
            if (failed) {
                return ExitCode.SOME_FAILED;
            }
            return failOnAnomaly && anomalous ? ExitCode.ANOMALY : ExitCode.DONE;
        }
    }

    private Outcome[] judge(
            final Model opened, final List<PictureInput> pictures, final PictureReader reader, final Workers workers) {
        final Outcome[] outcomes = new Outcome[pictures.size()];
        workers.forBlocks(outcomes.length, device.batch(), (from, to) -> {
            final List<Outcome> judged = judge(opened, pictures.subList(from, to), reader);
            for (int i = from; i < to; i++) {
                outcomes[i] = judged.get(i - from);
            }
        });
        return outcomes;
    }

    /** Judges pictures that go through the network together. */
    private List<Outcome> judge(final Model opened, final List<PictureInput> inputs, final PictureReader reader) {
        final Outcome[] outcomes = new Outcome[inputs.size()];
        final List<Integer> readable = new ArrayList<>();
        final List<RgbImage> pictures = new ArrayList<>();
        for (int i = 0; i < outcomes.length; i++) {
            try {
                pictures.add(reader.read(inputs.get(i)));
                readable.add(i);
            } catch (final InputException e) {
                outcomes[i] = Outcome.failed(e);
            }
        }
        final List<Extraction> extracted = opened.features(pictures);
        for (int i = 0; i < extracted.size(); i++) {
            final int number = readable.get(i);
            outcomes[number] = judge(opened, inputs.get(number), pictures.get(i), extracted.get(i));
        }
        return List.of(outcomes);
    }

    private Outcome judge(
            final Model opened, final PictureInput input, final RgbImage picture, final Extraction extraction) {
        try {
            final Prediction prediction = opened.predict(input.file().toString(), extraction.orElseThrow());
            final Optional<PredictionPictures> written = Optional.ofNullable(output)
                    .map(folder -> PredictionPictures.write(
                            folder,
                            input,
                            picture,
                            prediction,
                            opened.description().preprocessing()));
            return new Outcome(Optional.of(PredictionLine.of(prediction, written)), Optional.empty());
        } catch (final InputException e) {
            return Outcome.failed(e);
        }
    }

    private void print(final Outcome outcome) {
        final PrintWriter out = spec.commandLine().getOut();
        final PrintWriter err = spec.commandLine().getErr();
        outcome.failure().ifPresent(failure -> err.println("blemish: " + failure));
        outcome.line().ifPresent(line -> out.println(json ? Json.line(line) : readable(line)));
        out.flush();
        err.flush();
    }

    private static String readable(final PredictionLine line) {
        return String.format(
                Locale.ROOT,
                "%-9s %s  score %.4f, threshold %.4f%s",
                line.anomalous() ? "ANOMALOUS" : "normal",
                line.path(),
                line.score(),
                line.threshold(),
                line.regions().isEmpty() ? "" : ", regions " + line.regions().size());
    }

    private record Outcome(Optional<PredictionLine> line, Optional<String> failure) {
        static Outcome failed(final InputException reason) {
            return new Outcome(Optional.empty(), Optional.of(String.valueOf(reason.getMessage())));
        }
    }
}
