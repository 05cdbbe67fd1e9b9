package io.blemish.report;

import java.net.URI;
import java.net.URISyntaxException;

/** Makes the addresses by which a page links to other files. */
final class Address {
    private Address() {}

    /**
     * Makes the address of a path.
     *
     * @param path a relative path with {@code /} between the parts, of any characters
     */
    static String ofPath(final String path) {
        try {
            // Without "./" a colon in the first part would end a scheme.
            return new URI(null, null, "./" + path, null).toASCIIString();
        } catch (final URISyntaxException e) {
            throw new IllegalArgumentException("no address can be made of the path " + path, e);
        }
    }
}
