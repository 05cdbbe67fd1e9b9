package io.blemish.dataset;

import io.blemish.BlemishException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON line of a manifest of Amazon Lookout for Vision. The names of the label and of the mask may be others than
 * {@code anomaly-label} and {@code anomaly-mask-ref}; each has its metadata under its own name and {@code -metadata}.
 *
 * @param file the manifest
 * @param number the line's, from 1
 * @param json the object
 */
record LookoutLine(Path file, int number, JsonNode json) {
    private static final String SOURCE = "source-ref";
    private static final String REFERENCE = "-ref";
    private static final String METADATA = "-metadata";
    private static final String CLASS = "class-name";
    private static final String COLOURS = "internal-color-map";
    private static final String BACKGROUND = "0";
    private static final Pattern COLOUR = Pattern.compile("#\\p{XDigit}{6}");
    private static final int HEXADECIMAL = 16;

    /**
     * Reads the lines of a manifest.
     *
     * @throws BlemishException if it cannot be read, or a line is not a JSON object
     */
    static List<LookoutLine> read(final Path file) {
        final List<LookoutLine> lines = new ArrayList<>();
        int number = 0;
        for (final String text : Table.text(file).split("\n", -1)) {
            number++;
            if (!text.isBlank()) {
                lines.add(new LookoutLine(file, number, object(file, number, text)));
            }
        }
        return lines;
    }

    private static JsonNode object(final Path file, final int number, final String text) {
        try {
            final JsonNode json = JsonMapper.shared().readTree(text);
            if (json.isObject()) {
                return json;
            }
        } catch (final JacksonException e) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    file + ", line " + number + ", is not a JSON object (" + e.getOriginalMessage() + ").",
                    e);
        }
        throw new DatasetException(
                ErrorCode.DATA_SET_UNREADABLE, file + ", line " + number + ", is not a JSON object.");
    }

    /** The reference of the picture. */
    String source() {
        final String source = json.path(SOURCE).asString("");
        if (source.isEmpty()) {
            throw wrong("has no \"" + SOURCE + "\", which names the picture; is it a manifest of Lookout for Vision?");
        }
        return source;
    }

    /** The class in lower case; empty if the line has none. */
    String label() {
        return json.properties().stream()
                .filter(property -> property.getKey().endsWith(METADATA))
                .map(property -> property.getValue().path(CLASS).asString(""))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }

    /** The reference of the mask, if the line has one. */
    Optional<String> mask() {
        return maskKey().map(key -> json.path(key).asString(""));
    }

    /** The type of the anomaly, if the mask can show only one. */
    Optional<String> kind() {
        final Set<String> names = colourMap().values().stream()
                .map(entry -> entry.path(CLASS).asString(""))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        return names.size() == 1 ? names.stream().findFirst() : Optional.empty();
    }

    /** The colours of anomalies in the mask, each {@code 0xRRGGBB}. */
    Set<Integer> colours() {
        final Map<String, JsonNode> map = colourMap();
        if (map.isEmpty()) {
            throw wrong("has a mask, but \"" + COLOURS + "\" names no colour of an anomaly in it");
        }
        return map.values().stream().map(this::colour).collect(Collectors.toSet());
    }

    private int colour(final JsonNode entry) {
        final String colour = entry.path("hex-color").asString("");
        if (!COLOUR.matcher(colour).matches()) {
            throw wrong("has the \"hex-color\" \"" + colour + "\"; a colour is written like #2ca02c");
        }
        return Integer.parseInt(colour.substring(1), HEXADECIMAL);
    }

    /** The entries of the map of colours, without the background. */
    private Map<String, JsonNode> colourMap() {
        final Map<String, JsonNode> map = new LinkedHashMap<>();
        maskKey()
                .map(key -> json.path(key + METADATA).path(COLOURS))
                .ifPresent(colours -> colours.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue())));
        map.remove(BACKGROUND);
        return map;
    }

    private Optional<String> maskKey() {
        return json.properties().stream()
                .filter(property -> property.getValue().isString())
                .map(Map.Entry::getKey)
                .filter(key -> key.endsWith(REFERENCE) && !key.equals(SOURCE))
                .findFirst();
    }

    BlemishException wrong(final String what) {
        return new DatasetException(ErrorCode.DATA_SET_UNREADABLE, file + ", line " + number + ", " + what + ".");
    }
}
