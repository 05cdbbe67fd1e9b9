package io.blemish.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The name and the version of this software. */
public final class Software {
    /** The version, such as {@code 0.1.0}. */
    public static final String VERSION = version();

    /** The name that a model file records: {@code blemish 0.1.0}. */
    public static final String NAME_AND_VERSION = "blemish " + VERSION;

    private Software() {}

    private static String version() {
        try (InputStream in = Software.class.getResourceAsStream("software.properties")) {
            if (in == null) {
                throw new IllegalStateException("resource software.properties is missing from the library");
            }
            final Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "unknown");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
