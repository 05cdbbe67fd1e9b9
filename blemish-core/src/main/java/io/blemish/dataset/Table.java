package io.blemish.dataset;

import io.blemish.BlemishException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A text file with named values in each line: CSV (RFC 4180, the names in the first line) or JSON lines.
 *
 * @param file the file's path
 * @param rows the lines, without blank ones
 */
record Table(Path file, List<Row> rows) {
    /** Empty lines are kept, so that the lines can be counted. */
    private static final CSVFormat CSV = CSVFormat.RFC4180
            .builder()
            .setIgnoreEmptyLines(false)
            .setIgnoreSurroundingSpaces(true)
            .get();

    private static final List<String> BLANK = List.of("");

    /**
     * One line.
     *
     * @param line its number in the file, from 1
     * @param values by name in lower case; values that are empty are left out
     */
    record Row(int line, Map<String, String> values) {
        /** The value with a name; empty if there is none. */
        String get(final String name) {
            return values.getOrDefault(name, "");
        }
    }

    /**
     * Reads a file, as CSV if its extension is {@code csv}, else as JSON lines.
     *
     * @throws BlemishException if it cannot be read or a line is malformed
     */
    static Table read(final Path file) {
        final String text = text(file);
        final String extension = PictureFile.extension(file);
        return new Table(file, extension.equals("csv") ? csv(file, text) : jsonLines(file, text));
    }

    /**
     * The text of a file, without a byte order mark.
     *
     * @throws BlemishException if it cannot be read, or is not UTF-8
     */
    static String text(final Path file) {
        try {
            final String text = Files.readString(file);
            // Spreadsheets write a byte order mark first.
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (final CharacterCodingException e) {
            throw new DatasetException(ErrorCode.DATA_SET_UNREADABLE, file + " is not UTF-8 text; save it as such.", e);
        } catch (final IOException e) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    file + " cannot be read (" + e + "); check the path and its permissions.",
                    e);
        }
    }

    private static List<Row> jsonLines(final Path file, final String text) {
        final List<Row> rows = new ArrayList<>();
        int number = 0;
        for (final var line : text.split("\n", -1)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                rows.add(new Row(number, values(JsonMapper.shared().readTree(line))));
            } catch (final JacksonException e) {
                throw new DatasetException(
                        ErrorCode.DATA_SET_UNREADABLE,
                        file + ", line " + number + ", is not a JSON object (" + e.getOriginalMessage() + ").",
                        e);
            }
        }
        return rows;
    }

    private static Map<String, String> values(final JsonNode object) {
        final Map<String, String> values = new LinkedHashMap<>();
        object.properties().forEach(entry -> {
            if (!entry.getValue().isNull() && !entry.getValue().asString("").isEmpty()) {
                values.put(
                        entry.getKey().toLowerCase(Locale.ROOT),
                        entry.getValue().asString(""));
            }
        });
        return values;
    }

    private static List<Row> csv(final Path file, final String text) {
        final List<Row> rows = new ArrayList<>();
        long line = 1;
        try (CSVParser parser = CSVParser.parse(text, CSV)) {
            final Iterator<CSVRecord> records = parser.iterator();
            final List<String> names = records.hasNext() ? records.next().toList() : List.of();
            for (line = parser.getCurrentLineNumber() + 1;
                    records.hasNext();
                    line = parser.getCurrentLineNumber() + 1) {
                final List<String> cells = records.next().toList();
                if (cells.size() > names.size()) {
                    throw new DatasetException(
                            ErrorCode.DATA_SET_UNREADABLE,
                            file + ", line " + line + ", has " + cells.size() + " values for " + names.size()
                                    + " columns.");
                }
                if (!cells.equals(BLANK)) {
                    rows.add(new Row(Math.toIntExact(line), values(names, cells)));
                }
            }
        } catch (final IOException | UncheckedIOException e) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    file + ", line " + line + ", has a quoted value without a closing quote, or with text after it;"
                            + " write a quote within a value twice.",
                    e);
        }
        return rows;
    }

    private static Map<String, String> values(final List<String> names, final List<String> cells) {
        final Map<String, String> values = new LinkedHashMap<>();
        for (int k = 0; k < cells.size(); k++) {
            if (!cells.get(k).isEmpty()) {
                values.put(names.get(k).toLowerCase(Locale.ROOT), cells.get(k));
            }
        }
        return values;
    }
}
