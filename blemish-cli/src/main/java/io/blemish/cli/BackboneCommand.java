package io.blemish.cli;

import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.catalogue.BackboneCache;
import io.blemish.backbone.catalogue.CachedBackbone;
import io.blemish.backbone.catalogue.Catalogue;
import io.blemish.backbone.catalogue.WeightsLicence;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import io.blemish.cli.terminal.ProgressBars;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blemish backbone}. */
@Command(
        name = "backbone",
        description = "Downloads, imports and checks the pretrained networks that --backbone can name.")
final class BackboneCommand implements Runnable {
    private final BackboneCache cache;

    @Spec
    private CommandSpec spec;

    BackboneCommand() {
        this(BackboneCache.ofUser());
    }

    BackboneCommand(final BackboneCache cache) {
        this.cache = cache;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: list, pull, import or verify.");
    }

    @Command(
            name = "list",
            description = "Shows the networks that can be named, and which of them are on this machine.")
    int list() {
        final PrintWriter out = Console.of(spec).out();
        final List<CachedBackbone> here = cache.list();
        BackboneGraph.EMBEDDED_NAMES.forEach(name ->
                line(out, name, "embedded", name.equals(BackboneGraph.DEFAULT_NAME) ? "The default." : "Smaller."));
        for (final Catalogue.Entry entry : Catalogue.entries()) {
            final boolean cached = here.stream().anyMatch(one -> isOf(one, entry));
            line(out, entry.name(), cached ? "here" : entry.megabytes() + " MB", entry.note());
        }
        here.stream()
                .filter(one -> Catalogue.entries().stream().noneMatch(entry -> isOf(one, entry)))
                .forEach(one -> line(out, one.name(), "here", "Imported."));
        out.println();
        out.println("Kept in " + cache.folder());
        for (final WeightsLicence licence : WeightsLicence.values()) {
            out.println(licence.terms());
        }
        return ExitCode.DONE;
    }

    private static boolean isOf(final CachedBackbone backbone, final Catalogue.Entry entry) {
        return backbone.architecture().equals(entry.architecture())
                && backbone.hash().equals(entry.hash());
    }

    private static void line(final PrintWriter out, final String name, final String state, final String note) {
        out.println(
                String.format(Locale.ROOT, "%-34s %8s  %s", name, state, note).stripTrailing());
    }

    @Command(
            name = "pull",
            description = "Shows the licence of published weights, downloads them, and makes a network from them.")
    int pull(
            @Parameters(paramLabel = "NAME", description = "The name that 'blemish backbone list' shows.")
                    final String name,
            @Option(
                            names = "--url",
                            paramLabel = "URL",
                            description =
                                    "Another address of the same file (default: in the folder that the environment variable "
                                            + BackboneCache.MIRROR
                                            + " names, or else the publisher's own).")
                    final @Nullable URI url) {
        final Catalogue.Entry entry = Catalogue.named(name);
        final PrintWriter out = Console.of(spec).out();
        out.println(entry.licence().terms());
        out.flush();
        try (ProgressBars progress = Console.of(spec).progress()) {
            print(cache.pull(entry, Optional.ofNullable(url), progress));
        }
        return ExitCode.DONE;
    }

    @Command(name = "import", description = "Makes a network from a file of weights: .pth, .safetensors or .onnx.")
    int importFile(
            @Parameters(paramLabel = "FILE", description = "The file of weights.") final Path file,
            @Option(
                            names = "--as",
                            required = true,
                            paramLabel = "NAME",
                            description = "The architecture of the weights, as torchvision or timm calls it.")
                    final String name) {
        print(cache.importFile(file, name));
        return ExitCode.DONE;
    }

    private void print(final CachedBackbone backbone) {
        Console.of(spec).out().println(backbone.file() + " is ready; use it with --backbone " + backbone.name());
    }

    @Command(name = "verify", description = "Checks that every network on this machine is as it was written.")
    int verify() {
        final PrintWriter out = Console.of(spec).out();
        final List<CachedBackbone> here = cache.list();
        int bad = 0;
        for (final CachedBackbone backbone : here) {
            final Optional<String> problem = cache.problem(backbone);
            bad += problem.isPresent() ? 1 : 0;
            out.println(backbone.name() + ": " + problem.orElse("intact"));
        }
        if (here.isEmpty()) {
            out.println("There is none in " + cache.folder() + " yet.");
        }
        return bad == 0 ? ExitCode.DONE : ExitCode.SOME_FAILED;
    }
}
