package io.blemish.server.users;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import io.blemish.artifact.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The users of a server, in a file with a role, a name and the hash of a password on each line. Immutable. */
public final class Users {
    private static final String HEAD =
            "# The users of a server, written by 'blemish user': role, name and password hash.\n";
    private static final int WORDS = 3;

    private final Map<String, User> byName;

    private Users(final Map<String, User> byName) {
        this.byName = byName;
    }

    /** Nobody. */
    public static Users none() {
        return new Users(Map.of());
    }

    /**
     * Reads a file.
     *
     * @throws BlemishException if it cannot be read or has a line of another form
     */
    public static Users read(final Path file) {
        final Map<String, User> byName = new TreeMap<>();
        for (final AccessLine line : AccessLine.read(file, "File of users")) {
            final User user = user(line);
            if (byName.put(user.name(), user) != null) {
                throw line.refused("the user " + user.name() + " is on a line before.");
            }
        }
        return new Users(byName);
    }

    private static User user(final AccessLine line) {
        final String[] words = line.text().split("\\s+", -1);
        final Optional<Role> role = Role.of(words[0]);
        if (words.length != WORDS || role.isEmpty()) {
            throw line.refused(
                    "write operator, engineer or admin, a name and a password hash, or use 'blemish user add'.");
        }
        try {
            return new User(words[1], role.get(), PasswordHash.parse(words[2]));
        } catch (final IllegalArgumentException e) {
            throw line.refused(e.getMessage() + ".");
        }
    }

    /** All users, by name. */
    public Collection<User> all() {
        return byName.values();
    }

    /** The user of a name; empty if there is none. */
    public Optional<User> find(final String name) {
        return Optional.ofNullable(byName.get(User.normal(name)));
    }

    /** These users, and one more or another of the same name. */
    public Users with(final User user) {
        final Map<String, User> more = new TreeMap<>(byName);
        more.put(user.name(), user);
        return new Users(more);
    }

    /** These users without one. */
    public Users without(final User user) {
        final Map<String, User> fewer = new TreeMap<>(byName);
        fewer.remove(user.name());
        return new Users(fewer);
    }

    /**
     * Writes the file, whole or not at all. A new one is for its owner alone. One that is there keeps its owner, its group and its
     * permissions, so that the server which reads it still can, and a symbolic link to it stays one.
     *
     * @throws BlemishException if it cannot be written, or not without another owner
     */
    public void write(final Path file) {
        final String text = byName.values().stream().map(Users::line).collect(Collectors.joining("", HEAD, ""));
        try {
            final Path target = Files.exists(file) ? file.toRealPath() : file;
            final Optional<Ownership> before = Ownership.of(target);
            AtomicFile.writeForOwner(target, path -> {
                Files.writeString(path, text);
                if (before.isPresent()) {
                    before.get().give(path, file);
                }
            });
            if (before.isPresent()) {
                Files.setPosixFilePermissions(target, before.get().permissions());
            }
        } catch (final IOException e) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE, file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private static String line(final User user) {
        return String.format(Locale.ROOT, "%s %s %s\n", user.role().word(), user.name(), user.password());
    }
}
