package io.blemish.cli;

import io.blemish.BlemishException;
import io.blemish.backbone.Device;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at this machine: processor, memory, devices, room for temporary files.
 *
 * @param processorInfo the file in which Linux describes the processor
 */
record MachineCheckup(Path processorInfo) {
    /** With less heap, fits of some hundred pictures fail. */
    private static final long LITTLE_HEAP = 512L << 20;

    /** A fit keeps the patches of its pictures in a temporary file: about 2 MB for each picture. */
    private static final long LITTLE_ROOM = 2L << 30;

    private static final double GIGABYTE = 1L << 30;

    /** The flags of Linux for instructions that make networks and searches fast, and their usual names. */
    private static final Map<String, String> FAST = fast();

    private static Map<String, String> fast() {
        final Map<String, String> fast = new LinkedHashMap<>();
        fast.put("avx2", "AVX2");
        fast.put("fma", "FMA");
        fast.put("avx512f", "AVX-512");
        fast.put("avx512_vnni", "VNNI");
        fast.put("avx_vnni", "AVX-VNNI");
        fast.put("amx_tile", "AMX");
        fast.put("asimd", "NEON");
        fast.put("asimddp", "dot products");
        fast.put("i8mm", "products of 8-bit matrices");
        return fast;
    }

    static MachineCheckup ofThisOne() {
        return new MachineCheckup(Path.of("/proc/cpuinfo"));
    }

    List<Finding> findings() {
        final List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(
                "java",
                "Java " + Runtime.version() + " on " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch") + "."));
        findings.add(processor());
        findings.add(memory(Runtime.getRuntime().maxMemory()));
        findings.add(room());
        findings.add(devices());
        return findings;
    }

    /** The processor, and those of its instructions that make networks and searches fast. */
    Finding processor() {
        final Map<String, String> fields = fields();
        final String name = Optional.ofNullable(fields.get("model name")).orElse("of unknown model");
        final int count = Runtime.getRuntime().availableProcessors();
        final String processors = count + (count == 1 ? " processor " : " processors ") + name;
        final Optional<String> flags =
                Optional.ofNullable(fields.get("flags")).or(() -> Optional.ofNullable(fields.get("Features")));
        if (flags.isEmpty()) {
            return Finding.note(
                    "processor", processors + "; whether it has fast instructions is not known on this system.");
        }
        final Set<String> known = Set.copyOf(Arrays.asList(flags.get().split(" ")));
        final List<String> found = FAST.entrySet().stream()
                .filter(flag -> known.contains(flag.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        if (!known.contains("avx2") && !known.contains("asimd")) {
            return Finding.note(
                    "processor",
                    processors + " has no AVX2, so that a picture takes several times as long as it could.");
        }
        return Finding.ok("processor", processors + " with " + String.join(", ", found) + ".");
    }

    private Map<String, String> fields() {
        final Map<String, String> fields = new LinkedHashMap<>();
        try {
            for (final String line : Files.readAllLines(processorInfo, StandardCharsets.UTF_8)) {
                final int colon = line.indexOf(':');
                if (colon > 0) {
                    fields.putIfAbsent(
                            line.substring(0, colon).strip(),
                            line.substring(colon + 1).strip());
                }
            }
            return fields;
        } catch (final IOException e) {
            return Map.of();
        }
    }

    static Finding memory(final long heap) {
        final String sentence = String.format(
                Locale.ROOT, "Java may use %.1f GB of memory for its heap, and models lie beside it.", heap / GIGABYTE);
        return heap < LITTLE_HEAP
                ? Finding.note(
                        "memory", sentence + " That is little for a fit; give more with BLEMISH_JAVA_OPTS=-Xmx2g.")
                : Finding.ok("memory", sentence);
    }

    private static Finding room() {
        final Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            final long room = Files.getFileStore(folder).getUsableSpace();
            final String sentence = String.format(
                    Locale.ROOT, "The folder %s has room for %.1f GB of temporary files.", folder, room / GIGABYTE);
            return room < LITTLE_ROOM
                    ? Finding.note(
                            "temporary",
                            sentence + " A fit of many pictures may need more; name another folder with"
                                    + " BLEMISH_JAVA_OPTS=-Djava.io.tmpdir=FOLDER.")
                    : Finding.ok("temporary", sentence);
        } catch (final IOException e) {
            return Finding.wrong(
                    "temporary",
                    "The folder " + folder + " for temporary files cannot be used (" + e.getMessage()
                            + "), so that no model can be fitted.");
        }
    }

    private static Finding devices() {
        final List<String> usable = new ArrayList<>();
        for (final Device device : Device.values()) {
            try {
                device.require();
                usable.add(device.commandName());
            } catch (final BlemishException e) {
                // That a device is missing is no error: most machines have a processor alone.
            }
        }
        return Finding.ok("devices", "Networks can run on " + String.join(", ", usable) + " (--device chooses).");
    }
}
