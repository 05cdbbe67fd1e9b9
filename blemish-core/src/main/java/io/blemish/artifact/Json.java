package io.blemish.artifact;

import io.blemish.DocumentException;
import io.blemish.ErrorCode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How this project writes and reads JSON: records, {@code snake_case} names, fields in the order in which the record
 * declares them, so that the same value gives the same bytes.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    /**
     * As one line.
     *
     * @param value a record
     */
    public static String line(final Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * As indented text with a newline at its end, in UTF-8.
     *
     * @param value a record
     */
    public static byte[] document(final Object value) {
        final String text = MAPPER.writer()
                .with(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(value)
                .replace("\r\n", "\n");
        return (text + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /**
     * Reads a record.
     *
     * @param bytes a JSON document in UTF-8
     * @param type the record
     * @param source names the document in the message
     * @throws DocumentException if it is not JSON of that shape
     */
    public static <T> T read(final byte[] bytes, final Class<T> type, final String source) {
        try {
            return MAPPER.readValue(bytes, type);
        } catch (final JacksonException e) {
            throw new DocumentException(
                    ErrorCode.DOCUMENT_UNREADABLE, source + " is not the JSON it should be: " + reason(e) + ".", e);
        }
    }

    /** What a record's constructor says of its values, or what is wrong with the JSON. */
    private static String reason(final JacksonException e) {
        return e.getCause() instanceof IllegalArgumentException refused
                ? String.valueOf(refused.getMessage())
                : e.getOriginalMessage().lines().findFirst().orElse("it is empty");
    }
}
