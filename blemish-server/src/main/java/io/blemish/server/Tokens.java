package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.artifact.Sha256;
import io.blemish.server.users.AccessLine;
import io.blemish.server.users.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The tokens of a file, which has a role, a token and perhaps an expiry and a name on each line. Only hashes of the tokens are kept.
 */
final class Tokens {
    /** So many random characters cannot be guessed. */
    private static final int MIN_LENGTH = 16;

    /** The role before there were several: it may do what an operator may. */
    private static final String READ = "read";

    private static final String EXPIRES = "expires=";

    private static final String LINE = "'operator', 'engineer' or 'admin', a blank and a token without blanks, then "
            + EXPIRES + "DATE and a name if you like";

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
     * @param caller the role and the name
     * @param expires the instant from which on the token is refused
     */
    record Holder(Caller caller, Optional<Instant> expires) {
        boolean isExpired(final Instant now) {
            return expires.isPresent() && !now.isBefore(expires.get());
        }
    }

    /**
     * Reads a file.
     *
     * @throws BlemishException if it cannot be read or has a line of another form
     */
    static Tokens read(final Path file) {
        final List<Entry> entries =
                AccessLine.read(file, "Token file").stream().map(Tokens::entry).toList();
        if (entries.isEmpty()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID, "Token file " + file + " has no token. Write " + LINE + ".");
        }
        return new Tokens(entries);
    }

    private static Entry entry(final AccessLine line) {
        final String[] words = line.text().split("\\s+", 3);
        final Optional<Role> role = words.length >= 2 ? role(words[0]) : Optional.empty();
        if (role.isEmpty()) {
            throw line.refused("write " + LINE + ".");
        }
        if (words[1].length() < MIN_LENGTH) {
            throw line.refused(
                    "the token is shorter than " + MIN_LENGTH + " characters. Make one with: openssl rand -hex 32");
        }
        final String rest = words.length > 2 ? words[2] : "";
        final boolean expiring = rest.startsWith(EXPIRES);
        final String[] split = expiring ? rest.split("\\s+", 2) : new String[] {"", rest};
        final String name = split.length > 1 ? split[1].replaceAll("\\p{Cntrl}", "") : "";
        return new Entry(
                new Holder(
                        new Caller(role.get(), name.isEmpty() ? "token of line " + line.number() : name),
                        expiring
                                ? Optional.of(expiry(split[0].substring(EXPIRES.length()), line.place()))
                                : Optional.empty()),
                hash(words[1]));
    }

    private static Optional<Role> role(final String word) {
        return word.toLowerCase(Locale.ROOT).equals(READ) ? Optional.of(Role.OPERATOR) : Role.of(word);
    }

    /** The begin of a day, or an instant. */
    private static Instant expiry(final String text, final String place) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (final DateTimeParseException e) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    place + ": '" + EXPIRES + text + "' is neither a day such as " + EXPIRES
                            + "2027-01-31 nor a time such as " + EXPIRES + "2027-01-31T18:00:00Z.",
                    e);
        }
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

    /** Whether somebody who has a token is called so, in whatever case. */
    boolean hasName(final String name) {
        return entries.stream().anyMatch(entry -> entry.holder.caller().name().equalsIgnoreCase(name));
    }

    private static byte[] hash(final String token) {
        return Sha256.digest().digest(token.getBytes(StandardCharsets.UTF_8));
    }
}
