package io.blemish.backbone.download;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A server with copies of published files under their own names, for machines that may not ask the publishers.
 *
 * @param environment of the process, whose variable {@link #VARIABLE} names it
 */
public record Mirror(Map<String, String> environment) {
    /** The environment variable with the mirror's address. */
    public static final String VARIABLE = "BLEMISH_MIRROR";

    /**
     * The address of a file on the mirror; empty if there is no mirror.
     *
     * @throws BlemishException if the variable holds no address
     */
    public Optional<URI> address(final String file) {
        final String mirror = environment.getOrDefault(VARIABLE, "").strip();
        if (mirror.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(URI.create(mirror.replaceFirst("/*$", "/") + file));
        } catch (final IllegalArgumentException e) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    VARIABLE + " is '" + mirror + "', which is no address; set it to one of http or https.",
                    e);
        }
    }

    /**
     * The address, if a file can be fetched from it.
     *
     * @throws BlemishException if it is not one of http or https
     */
    public static URI requireWeb(final URI address) {
        if (!"http".equalsIgnoreCase(address.getScheme()) && !"https".equalsIgnoreCase(address.getScheme())) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID, "The address " + address + " is not one of http or https.");
        }
        return address;
    }
}
