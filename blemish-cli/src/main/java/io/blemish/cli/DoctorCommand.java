package io.blemish.cli;

import io.blemish.BlemishException;
import io.blemish.artifact.Json;
import io.blemish.cli.option.DeviceOptions;
import io.blemish.cli.option.ThreadOption;
import io.blemish.cli.option.WholeGraphOption;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import io.blemish.cli.terminal.Failures;
import io.blemish.cli.terminal.ProgressBars;
import io.blemish.drift.Observation;
import io.blemish.image.Picture;
import io.blemish.model.Model;
import io.blemish.model.OpenOptions;
import io.blemish.model.Outcome;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Prediction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blemish doctor}. */
@Command(
        name = "doctor",
        description = {
            "Says whether this machine, a model and pictures fit together: a sentence about each thing.",
            "Ends with exit code 13 if something is wrong."
        })
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "A model file.")
    private @Nullable Path file;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "IMG|DIR",
            description = "Pictures that the model is to judge, or folders of pictures.")
    private List<Path> inputs = List.of();

    @Option(names = "--json", description = "Print a JSON document instead of text.")
    private boolean json;

    @Mixin
    private DeviceOptions device;

    @Mixin
    private WholeGraphOption whole;

    @Mixin
    private ThreadOption threads;

    @Override
    public Integer call() {
        if (whole.wholeGraph() && file == null) {
            throw new ParameterException(
                    spec.commandLine(), "--whole-graph is about a model: name its file, or leave the option out.");
        }
        final Console console = Console.of(spec);
        final List<Finding> findings =
                new ArrayList<>(MachineCheckup.ofThisOne().findings());
        if (file != null) {
            findings.addAll(ofModel(file, console));
        }
        final boolean well = findings.stream().noneMatch(one -> one.health() == Finding.Health.WRONG);
        if (json) {
            console.out().print(new String(Json.document(new Document(well, findings)), StandardCharsets.UTF_8));
        } else {
            findings.forEach(one -> console.out()
                    .printf(Locale.ROOT, "%-5s  %-10s  %s%n", one.health().word(), one.topic(), one.sentence()));
        }
        console.out().flush();
        return well ? ExitCode.DONE : ExitCode.UNWELL;
    }

    private record Document(boolean well, List<Finding> findings) {}

    private List<Finding> ofModel(final Path path, final Console console) {
        final List<Finding> findings = new ArrayList<>();
        try (Model model = whole.open(path, OpenOptions.DEFAULT.withExecution(device.execution(threads.threads())))) {
            model.requireIntact();
            findings.add(Finding.ok(
                    "model",
                    "The model " + path + " is whole; it was fitted to "
                            + model.description().training().pictures().size() + " pictures by "
                            + model.description().software() + "."));
            final ModelCheckup checkup = new ModelCheckup(model);
            findings.add(checkup.recorded());
            findings.addAll(ofPictures(model, checkup, console));
        } catch (final BlemishException e) {
            findings.add(Finding.wrong("model", Failures.sentence(e)));
        }
        return findings;
    }

    private List<Finding> ofPictures(final Model model, final ModelCheckup checkup, final Console console) {
        final List<Finding> findings = new ArrayList<>();
        final List<Prediction> judged = new ArrayList<>();
        final List<Path> readable = new ArrayList<>();
        final List<Observation> seen = new ArrayList<>();
        final List<Path> files;
        try {
            files = PictureInput.find(inputs).stream().map(PictureInput::file).toList();
        } catch (final BlemishException e) {
            return List.of(Finding.wrong("pictures", Failures.sentence(e)));
        }
        try (Workers workers = new Workers(threads.threads());
                ProgressBars progress = console.progress()) {
            new PicturesInOrder(device.batch(), workers).judge(model, files, progress, (picture, outcome) -> {
                outcome.prediction().ifPresent(prediction -> {
                    judged.add(prediction);
                    readable.add(picture);
                });
                outcome.observation().ifPresent(seen::add);
                if (outcome instanceof Outcome.Refused refused) {
                    findings.add(Finding.wrong("picture", Failures.sentence(refused.reason())));
                }
            });
        }
        if (!judged.isEmpty()) {
            findings.add(checkup.size(judged));
            findings.addAll(checkup.looks(seen));
            findings.add(checkup.time(Picture.of(readable.get(0))));
        } else if (model.check().isPresent()) {
            findings.add(checkup.time(model.check().map(model::checkPicture).orElseThrow()));
        }
        return findings;
    }
}
