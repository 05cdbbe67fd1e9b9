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
 * ONNX Runtime's libraries as files. Left in its archive, 28 MB of them are unpacked into the temporary folder at every start,
 * which takes a sixth of a second.
 */
final class NativeLibraries {
    /** The runtime, and what an archive for NVIDIA's cards has besides: the runtime looks for those where itself lies. */
    private static final List<String> NAMES =
            List.of("onnxruntime", "onnxruntime4j_jni", "onnxruntime_providers_shared", "onnxruntime_providers_cuda");

    private NativeLibraries() {}

    /**
     * Unpacks those of this machine.
     *
     * @param folder made where it is not there; left empty where the archive has none for this machine
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
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "osx" : "linux";
    }

    private static String processor() {
        final String name = System.getProperty("os.arch");
        return name.equals("amd64") || name.equals("x86_64") ? "x64" : name;
    }
}
