package io.blemish.cli;

import io.blemish.BlemishException;
import io.blemish.backbone.Device;
import io.blemish.backbone.FoundDevice;
import io.blemish.backbone.plugin.DevicePlugin;
import io.blemish.backbone.plugin.PluginCache;
import io.blemish.backbone.plugin.PublishedPlugin;
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

/** {@code blemish device}. */
@Command(name = "device", description = "Fetches, imports and removes the plug-ins that bring devices for --device.")
final class DeviceCommand implements Runnable {
    /** Sets what a plug-in finds below the plug-in. */
    private static final String INDENT = " ".repeat(13);

    private final PluginCache cache;

    @Spec
    private CommandSpec spec;

    DeviceCommand() {
        this(PluginCache.ofUser());
    }

    DeviceCommand(final PluginCache cache) {
        this.cache = cache;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: list, pull, import or remove.");
    }

    @Command(name = "list", description = "Shows the devices that can be named, and what they find on this machine.")
    int list() {
        final PrintWriter out = Console.of(spec).out();
        boolean sound = true;
        for (final Device device : Device.values()) {
            final Optional<DevicePlugin> plugin = cache.find(device.commandName());
            out.println(String.format(Locale.ROOT, "%-10s %s", device.commandName(), state(device, plugin))
                    .stripTrailing());
            if (plugin.isPresent()) {
                sound &= printFound(out, plugin.get());
            }
        }
        out.println();
        out.println(MachineCheckup.ofThisOne().processor().sentence());
        out.println("Kept in " + cache.folder());
        return sound ? ExitCode.DONE : ExitCode.SOME_FAILED;
    }

    private static String state(final Device device, final Optional<DevicePlugin> plugin) {
        if (device == Device.AUTO) {
            return "the fastest of cpu and openvino for a network, timed once on this machine";
        }
        if (plugin.isPresent()) {
            return "plug-in " + plugin.get().version();
        }
        if (device.isBuiltIn()) {
            return "built in";
        }
        if (!device.isPlugin()) {
            return "not in this ONNX Runtime";
        }
        return PublishedPlugin.find(device.commandName())
                .map(published -> "can be pulled: version " + published.version() + ", " + published.megabytes()
                        + " MB, licence " + published.licence())
                .orElse("can be imported");
    }

    private static boolean printFound(final PrintWriter out, final DevicePlugin plugin) {
        try {
            final List<FoundDevice> all = Device.found(plugin);
            if (all.isEmpty()) {
                out.println(INDENT + "finds nothing on this machine to run a network on");
            }
            all.forEach(found -> out.println(INDENT + line(found)));
            return true;
        } catch (final BlemishException e) {
            out.println(INDENT + e.getMessage());
            return false;
        }
    }

    private static String line(final FoundDevice found) {
        final String numbers = found.numbers().isEmpty() ? "" : " (" + String.join(", ", found.numbers()) + ")";
        return (found.kind() + " " + found.name()).strip() + numbers;
    }

    @Command(name = "pull", description = "Downloads a plug-in that was tried with this version.")
    int pull(
            @Parameters(paramLabel = "DEVICE", description = "The device: openvino.") final String device,
            @Option(
                            names = "--url",
                            paramLabel = "URL",
                            description =
                                    "The address of the file (default: in the folder that the environment variable"
                                            + " BLEMISH_MIRROR names).")
                    final @Nullable URI url) {
        try (ProgressBars progress = Console.of(spec).progress()) {
            print(cache.pull(PublishedPlugin.named(device), Optional.ofNullable(url), progress));
        }
        return ExitCode.DONE;
    }

    @Command(name = "import", description = "Takes a plug-in from the wheel that its makers publish.")
    int importFile(
            @Parameters(paramLabel = "FILE", description = "The wheel, or another zip with the plug-in.")
                    final Path file) {
        print(cache.importFile(file));
        return ExitCode.DONE;
    }

    private void print(final DevicePlugin plugin) {
        Console.of(spec)
                .out()
                .println(plugin.device() + " " + plugin.version() + " is in " + plugin.folder()
                        + "; use it with --device " + plugin.device());
        printFound(Console.of(spec).out(), plugin);
    }

    @Command(name = "remove", description = "Deletes a plug-in from this machine.")
    int remove(@Parameters(paramLabel = "DEVICE", description = "The device.") final String device) {
        final DevicePlugin removed = cache.remove(device);
        Console.of(spec).out().println("Removed " + removed.device() + " " + removed.version() + ".");
        return ExitCode.DONE;
    }
}
