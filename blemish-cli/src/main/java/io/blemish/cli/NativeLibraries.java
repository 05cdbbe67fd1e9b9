package io.blemish.cli;

import io.blemish.AtomicFile;
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
    private NativeLibraries() {}

    /**
     * Unpacks those of this machine.
     *
     * @param folder made where it is not there; left empty where the archive has none for this machine
     */
    static void unpack(final Path folder) throws IOException {
        Files.createDirectories(folder);
        for (final String library : List.of("onnxruntime", "onnxruntime4j_jni")) {
            final String file = System.mapLibraryName(library);
            try (InputStream in = NativeLibraries.class.getResourceAsStream(
                    "/ai/onnxruntime/native/" + system() + "-" + processor() + "/" + file)) {
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
