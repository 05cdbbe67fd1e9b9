package io.blemish.server;

import io.blemish.fuzz.Seeds;
import io.blemish.server.http.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A form's files are read or the form is refused. */
public class FormFuzzTest {
    private static final int MAX_FILES = 4;

    @TestFactory
    Stream<DynamicTest> seeds() throws IOException {
        return Seeds.replay("form", FormFuzzTest::fuzzerTestOneInput);
    }

    /**
     * The target of {@code .ci/fuzz}.
     *
     * @param data the type of the body in the first line, and then the body
     */
    public static void fuzzerTestOneInput(final byte[] data) {
        int line = 0;
        while (line < data.length && data[line] != '\n') {
            line++;
        }
        final String type = new String(data, 0, line, StandardCharsets.ISO_8859_1);
        final byte[] body = Arrays.copyOfRange(data, Math.min(line + 1, data.length), data.length);
        try {
            final List<SentPicture> files = Form.files(type, body, MAX_FILES);
            if (files.isEmpty() || files.size() > MAX_FILES) {
                throw new AssertionError(files.size() + " files");
            }
            for (final SentPicture file : files) {
                if (file.bytes().length > body.length
                        || file.name()
                                .filter(name -> name.contains("/") || name.contains("\\"))
                                .isPresent()) {
                    throw new AssertionError(file.name() + " of " + file.bytes().length + " bytes");
                }
            }
        } catch (final ProblemException e) {
            if (e.detail().isBlank() || e.detail().contains("\n")) {
                throw new AssertionError("no sentence in one line", e);
            }
        }
    }
}
