package io.blemish.cli;

import io.blemish.artifact.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * The libraries of ONNX Runtime as files. If they stay in their archive, each start unpacks 28 MB of them into the temporary
 * folder, which takes a sixth of a second.
 */
final class NativeLibraries {
    /** The runtime, and what an archive for NVIDIA's cards contains besides; the runtime looks for those in its own folder. */
    private static final List<String> NAMES =
            List.of("onnxruntime", "onnxruntime4j_jni", "onnxruntime_providers_shared", "onnxruntime_providers_cuda");

    private NativeLibraries() {}

    /**
     * Unpacks the libraries for this machine.
     *
     * @param folder is made if it is missing; it stays empty if the archive has none for this machine
     */
    static void unpack(final Path folder) throws IOException {
        unpack(folder, NativeLibraries.class.getClassLoader());
    }

    static void unpack(final Path folder, final ClassLoader archives) throws IOException {
        Files.createDirectories(folder);
        for (final String library : NAMES) {
            final String file = System.mapLibraryName(library);
            try (InputStream in = archives.getResourceAsStream(
                    "ai/onnxruntime/native/" + system() + "-" + processor() + "/" + file)) {
                if (in != null) {
                    AtomicFile.write(
                            folder.resolve(file), path -> Files.copy(in, path, StandardCopyOption.REPLACE_EXISTING));
                }
            }
        }
    }

    private static String system() {
        final String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.contains("mac") ? "osx" : name.contains("windows") ? "win" : "linux";
    }

    private static String processor() {
        final String name = System.getProperty("os.arch");
        return name.equals("amd64") || name.equals("x86_64") ? "x64" : name;
    }
}
