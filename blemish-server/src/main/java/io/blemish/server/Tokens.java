package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.artifact.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tokens of a file, which has a role, a token and perhaps a name on each line. Only hashes of the tokens are kept. */
final class Tokens {
    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

    /** So many random characters cannot be guessed. */
    private static final int MIN_LENGTH = 16;

    /** A role, a token and a name, which may have blanks. */
    private static final int NAME_AND_ALL_BEFORE = 3;

    private final List<Entry> entries;

    private Tokens(final List<Entry> entries) {
        this.entries = entries;
    }

    private static final class Entry {
        private final Holder holder;
        private final byte[] hash;

        Entry(final Holder holder, final byte[] hash) {
            this.holder = holder;
            this.hash = hash;
        }
    }

    /**
     * Who has a token.
     *
     * @param role the rights of the token
     * @param name its name in the file; without one, the number of its line
     */
    record Holder(Role role, String name) {}

    /**
     * Reads a file.
     *
     * @throws BlemishException if it cannot be read or has a line of another form
     */
    static Tokens read(final Path file) {
        final List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            warnIfOthersMayRead(file);
        } catch (final IOException e) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Token file " + file + " cannot be read. Check its name and who may read it.",
                    e);
        }
        final List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            final String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                entries.add(entry(line, i + 1, file + ", line " + (i + 1)));
            }
        }
        if (entries.isEmpty()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Token file " + file + " has no token. Write 'read' or 'admin', a blank and a token on a line.");
        }
        return new Tokens(List.copyOf(entries));
    }

    /** A warning only: what a container is given as a secret is readable by everyone in it. */
    private static void warnIfOthersMayRead(final Path file) throws IOException {
        final boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            LOG.warn("Every user of this machine may read the token file {}. Deny it with: chmod 600", file);
        }
    }

    private static Entry entry(final String line, final int number, final String place) {
        final String[] words = line.split("\\s+", NAME_AND_ALL_BEFORE);
        final Optional<Role> role = words.length >= 2 ? role(words[0]) : Optional.empty();
        if (role.isEmpty()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    place + ": write 'read' or 'admin', a blank and a token without blanks, then a name if you like.");
        }
        if (words[1].length() < MIN_LENGTH) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    place + ": the token is shorter than " + MIN_LENGTH
                            + " characters. Make one with: openssl rand -hex 32");
        }
        final String name = words.length > 2 ? words[2].replaceAll("\\p{Cntrl}", "") : "token of line " + number;
        return new Entry(new Holder(role.get(), name), hash(words[1]));
    }

    private static Optional<Role> role(final String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "read" -> Optional.of(Role.READ);
            case "admin" -> Optional.of(Role.ADMIN);
            default -> Optional.empty();
        };
    }

    /**
     * Who has a token; empty if there is no such token. The time that this takes depends on no token: all hashes are
     * compared, and each to its end.
     */
    Optional<Holder> holder(final Optional<String> token) {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        final byte[] hash = hash(token.get());
        Optional<Holder> found = Optional.empty();
        for (final Entry entry : entries) {
            if (MessageDigest.isEqual(entry.hash, hash)) {
                found = Optional.of(entry.holder);
            }
        }
        return found;
    }

    private static byte[] hash(final String token) {
        return Sha256.digest().digest(token.getBytes(StandardCharsets.UTF_8));
    }
}
