package io.blemish.dataset;

import io.blemish.artifact.Csv;
import io.blemish.fuzz.Refusal;
import io.blemish.fuzz.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A table of labels is read or refused, and a text that is written as a cell is one cell when it is read again. */
public class CsvFuzzTest {
    @TestFactory
    Stream<DynamicTest> seeds() throws IOException {
        return Seeds.replay("csv", CsvFuzzTest::fuzzerTestOneInput);
    }

    /** The target of {@code .ci/fuzz}. */
    public static void fuzzerTestOneInput(final byte[] data) {
        Refusal.orUseFile(".csv", data, LabelledPicture::read);
        final String text = new String(data, StandardCharsets.UTF_8);
        Refusal.orUseFile(".csv", new byte[0], file -> again(file, text));
    }

    private static void again(final Path file, final String text) throws IOException {
        Files.writeString(file, Csv.line("before", "cell", "after") + Csv.line("1", Csv.text(text), "2"));
        final Table.Row row = Table.read(file).rows().get(0);
        final String cell = row.get("cell");
        if (!row.get("before").equals("1") || !row.get("after").equals("2")) {
            throw new AssertionError("the cell is not one: " + row.values());
        }
        // Blanks around a cell may be left out, and a quote keeps a spreadsheet from running it.
        if (!cell.strip().equals(text.strip()) && !cell.strip().equals(("'" + text).strip())) {
            throw new AssertionError("'" + text + "' became '" + cell + "'");
        }
    }
}
