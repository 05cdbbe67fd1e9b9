package io.blemish.cli.option;

import io.blemish.backbone.catalogue.BackboneCache;
import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.model.Model;
import io.blemish.model.OpenOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The model file that a command uses, and how it runs. */
@OptionGroup("Model")
public final class StoredModel {
    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
    private Path file;

    @Common
    @Option(
            names = "--backbone",
            paramLabel = "NAME|FILE",
            description =
                    "The network, for a model fitted with --no-embed-backbone. For an ensemble, each network in order.")
    private List<String> backbones = List.of();

    @Mixin
    private DeviceOptions device;

    /** Where the model is. */
    public Path file() {
        return file;
    }

    /** How many pictures go through the network in one run. */
    public int batch() {
        return device.batch();
    }

    /**
     * How to open the model.
     *
     * @param threads for one picture
     */
    public OpenOptions options(final int threads) {
        return OpenOptions.DEFAULT
                .withExecution(device.execution(threads))
                .withBackbones(
                        backbones.stream().map(BackboneCache.ofUser()::graph).toList());
    }

    /**
     * Opens the model.
     *
     * @param threads for one picture
     * @param console is told how long it took
     */
    public Model open(final int threads, final Console console) {
        return open(threads, new WholeGraphOption(), console);
    }

    /**
     * Opens the model, step by step or as one graph.
     *
     * @param threads for one picture
     * @param whole says which
     * @param console is told how long it took
     */
    public Model open(final int threads, final WholeGraphOption whole, final Console console) {
        final long begun = System.nanoTime();
        final Model model = whole.open(file, options(threads));
        console.detail(String.format(Locale.ROOT, "opened %s in %.2f s", file, (System.nanoTime() - begun) / 1e9));
        return model;
    }
}
