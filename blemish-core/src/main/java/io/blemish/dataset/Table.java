package io.blemish.dataset;

import io.blemish.InputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A text file with named values in each line: CSV (RFC 4180, the names in the first line) or JSON lines.
 *
 * @param file where it lies
 * @param rows the lines, without blank ones
 */
record Table(Path file, List<Row> rows) {
    /**
     * One line.
     *
     * @param line its number in the file, from 1
     * @param values by name in small letters; values that are empty are left out
     */
    record Row(int line, Map<String, String> values) {
        String get(final String name) {
            return values.getOrDefault(name, "");
        }
    }

    /**
     * Reads a file, as JSON lines if its extension says so.
     *
     * @throws InputException when it cannot be read or a line is malformed
     */
    static Table read(final Path file) {
        final String text = text(file);
        final String extension = PictureFile.extension(file);
        return new Table(file, extension.equals("csv") ? csv(file, text) : jsonLines(file, text));
    }

    private static String text(final Path file) {
        try {
            final String text = Files.readString(file);
            // Spreadsheets put a byte order mark first.
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (final CharacterCodingException e) {
            throw new InputException(file + " is not UTF-8 text; save it as such.", e);
        } catch (final IOException e) {
            throw new InputException(file + " cannot be read (" + e + "); check the path and its permissions.", e);
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
                throw new InputException(
                        file + ", line " + number + ", is not a JSON object (" + e.getOriginalMessage() + ").", e);
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
        final CsvReader reader = new CsvReader(file, text);
        final List<String> names = reader.next();
        final List<Row> rows = new ArrayList<>();
        while (reader.hasNext()) {
            final int line = reader.line();
            final List<String> cells = reader.next();
            if (cells.size() == 1 && cells.get(0).isEmpty()) {
                continue;
            }
            if (cells.size() > names.size()) {
                throw new InputException(file + ", line " + line + ", has " + cells.size() + " values for "
                        + names.size() + " columns.");
            }
            final Map<String, String> values = new LinkedHashMap<>();
            for (int k = 0; k < cells.size(); k++) {
                if (!cells.get(k).isEmpty()) {
                    values.put(names.get(k).toLowerCase(Locale.ROOT), cells.get(k));
                }
            }
            rows.add(new Row(line, values));
        }
        return rows;
    }

    /** Cuts a text into lines of cells; cells in double quotes may hold commas, line ends and doubled quotes. */
    private static final class CsvReader {
        private final Path file;
        private final String text;
        private int at;
        private int line = 1;

        CsvReader(final Path file, final String text) {
            this.file = file;
            this.text = text;
        }

        int line() {
            return line;
        }

        boolean hasNext() {
            return at < text.length();
        }

        List<String> next() {
            final List<String> cells = new ArrayList<>();
            cells.add(cell());
            while (at < text.length() && text.charAt(at) == ',') {
                at++;
                cells.add(cell());
            }
            if (at < text.length() && text.charAt(at) == '\r') {
                at++;
            }
            if (at < text.length() && text.charAt(at) == '\n') {
                at++;
                line++;
            } else if (at < text.length()) {
                throw new InputException(file + ", line " + line + ", has text after a closing quote.");
            }
            return cells;
        }

        private String cell() {
            return at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
        }

        private String plain() {
            final int from = at;
            while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(from, at).strip();
        }

        private String quoted() {
            final int opened = line;
            final StringBuilder cell = new StringBuilder();
            for (at++; at < text.length(); at++) {
                final char c = text.charAt(at);
                if (c != '"') {
                    cell.append(c);
                    line += c == '\n' ? 1 : 0;
                } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    cell.append(c);
                    at++;
                } else {
                    at++;
                    return cell.toString();
                }
            }
            throw new InputException(file + ", line " + opened + ", opens a quote that is never closed.");
        }
    }
}
