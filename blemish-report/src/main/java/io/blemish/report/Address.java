package io.blemish.report;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses of other files, as a page names them. */
final class Address {
    private Address() {}

    /**
     * The address of a path.
     *
     * @param path relative, with {@code /} between the parts; any characters
     */
    static String ofPath(final String path) {
        try {
            // "./" keeps a colon in the first part from being taken for the end of a scheme.
            return new URI(null, null, "./" + path, null).toASCIIString();
        } catch (final URISyntaxException e) {
            throw new IllegalArgumentException("a path that no address can hold: " + path, e);
        }
    }
}
