package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.server.models.FileStamp;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of a file as it is now: one that is taken out of it is refused from the next request on. While the file cannot be used,
 * because somebody is writing it for one, those that it had are valid.
 */
final class TokenFile {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);

    private final Path file;
    private Optional<FileStamp> stamp;
    private Tokens tokens;

    /**
     * Reads a file.
     *
     * @throws BlemishException if it cannot be read or has a line of another form
     */
    TokenFile(final Path file) {
        this.file = file;
        this.stamp = FileStamp.of(file);
        this.tokens = Tokens.read(file);
    }

    /** The tokens that are valid. */
    synchronized Tokens tokens() {
        final Optional<FileStamp> now = FileStamp.of(file);
        if (!now.equals(stamp)) {
            stamp = now;
            try {
                tokens = Tokens.read(file);
                LOG.info("The token file {} was read again.", file);
            } catch (final BlemishException e) {
                LOG.error("{} The tokens before are valid until it can be used again.", e.getMessage());
            }
        }
        return tokens;
    }
}
