package io.blemish.cli;

import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import io.blemish.server.users.PasswordHash;
import io.blemish.server.users.Role;
import io.blemish.server.users.User;
import io.blemish.server.users.Users;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blemish user}. A server with this file of users notices each change at the next request. */
@Command(
        name = "user",
        description = "Adds, changes and removes the people who may sign in to a server (serve --users).")
final class UserCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: add, list, role, password or remove.");
    }

    @Command(name = "add", description = "Adds a user; asks for the password unless a file has it.")
    int add(
            @Parameters(paramLabel = "NAME", description = "The name to sign in with.") final String name,
            @Option(
                            names = "--role",
                            required = true,
                            paramLabel = "ROLE",
                            description = "operator, engineer or admin: what the user may do.")
                    final String role,
            @Mixin final UsersFileOption file,
            @Mixin final PasswordOptions password) {
        final Role wanted = role(role);
        final User user;
        try {
            user = new User(name, wanted, PasswordHash.of(password.ask()));
        } catch (final IllegalArgumentException e) {
            throw refused("The user cannot be added: " + e.getMessage() + ".");
        }
        // After the password was typed, which takes a while in which somebody else may change the file.
        final Users users = Files.exists(file.path()) ? Users.read(file.path()) : Users.none();
        if (users.find(name).isPresent()) {
            throw refused("There is a user " + name + " already. Change the password with: blemish user password");
        }
        users.with(user).write(file.path());
        return done("Added " + user.name() + " as " + user.role().word() + ".");
    }

    @Command(name = "list", description = "Lists the users with their roles.")
    int list(@Mixin final UsersFileOption file) {
        Users.read(file.path())
                .all()
                .forEach(user -> Console.of(spec)
                        .out()
                        .println(String.format(
                                Locale.ROOT, "%-8s %s", user.role().word(), user.name())));
        return ExitCode.DONE;
    }

    @Command(name = "role", description = "Gives a user another role. The user is signed out.")
    int changeRole(
            @Parameters(index = "0", paramLabel = "NAME", description = "The user.") final String name,
            @Parameters(index = "1", paramLabel = "ROLE", description = "operator, engineer or admin.")
                    final String role,
            @Mixin final UsersFileOption file) {
        final Users users = Users.read(file.path());
        final User user = known(users, name).withRole(role(role));
        users.with(user).write(file.path());
        return done("The user " + user.name() + " is " + user.role().word() + " now.");
    }

    @Command(name = "password", description = "Gives a user another password. The user is signed out.")
    int changePassword(
            @Parameters(paramLabel = "NAME", description = "The user.") final String name,
            @Mixin final UsersFileOption file,
            @Mixin final PasswordOptions password) {
        final PasswordHash hash;
        try {
            hash = PasswordHash.of(password.ask());
        } catch (final IllegalArgumentException e) {
            throw refused("The password cannot be changed: " + e.getMessage() + ".");
        }
        final Users users = Users.read(file.path());
        final User user = known(users, name);
        users.with(user.withPassword(hash)).write(file.path());
        return done("Changed the password of " + user.name() + ".");
    }

    @Command(name = "remove", description = "Removes a user. The user is signed out.")
    int remove(
            @Parameters(paramLabel = "NAME", description = "The user.") final String name,
            @Mixin final UsersFileOption file) {
        final Users users = Users.read(file.path());
        final User user = known(users, name);
        users.without(user).write(file.path());
        return done("Removed " + user.name() + ".");
    }

    private static User known(final Users users, final String name) {
        return users.find(name).orElseThrow(() -> refused("There is no user " + name + "."));
    }

    private static Role role(final String word) {
        return Role.of(word).orElseThrow(() -> refused("Role '" + word + "' is not operator, engineer or admin."));
    }

    private static OptionException refused(final String sentence) {
        return new OptionException(ErrorCode.OPTION_INVALID, sentence);
    }

    private int done(final String sentence) {
        Console.of(spec).out().println(sentence);
        return ExitCode.DONE;
    }

    /** The file of users. */
    static final class UsersFileOption {
        @Option(
                names = "--users",
                required = true,
                paramLabel = "FILE",
                description = "The file of users, as serve --users takes it.")
        private @Nullable Path file;

        Path path() {
            return Optional.ofNullable(file).orElseThrow();
        }
    }
}
