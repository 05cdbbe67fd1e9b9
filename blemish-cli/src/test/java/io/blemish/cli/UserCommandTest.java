package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.cli.terminal.ExitCode;
import io.blemish.server.users.PasswordHash;
import io.blemish.server.users.Role;
import io.blemish.server.users.User;
import io.blemish.server.users.Users;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code user}: the people who may sign in. */
class UserCommandTest {
    @TempDir
    private Path folder;

    private CommandResult user(final Object... words) throws IOException {
        final Path password = Files.writeString(folder.resolve("password"), "a long password\n");
        final Object[] all = new Object[words.length + 3];
        all[0] = "user";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--users=" + folder.resolve("users");
        all[words.length + 2] =
                words[0].equals("add") || words[0].equals("password") ? "--password-file=" + password : "--quiet";
        return run(all);
    }

    @Test
    void usersAreAddedListedChangedAndRemoved() throws IOException {
        assertThat(user("add", "kim", "--role", "engineer").out()).contains("Added kim as engineer.");
        assertThat(user("add", "lee", "--role", "Operator").code()).isZero();
        assertThat(user("list").out()).isEqualToNormalizingNewlines("engineer kim\noperator lee\n");

        final Users before = Users.read(folder.resolve("users"));
        assertThat(before.find("kim").orElseThrow().password().matches("a long password"))
                .isTrue();
        assertThat(user("role", "lee", "admin").out()).contains("lee is admin now");
        assertThat(user("password", "kim").code()).isZero();
        final Users after = Users.read(folder.resolve("users"));
        assertThat(after.find("lee").orElseThrow().role()).isEqualTo(Role.ADMIN);
        assertThat(after.find("kim")).isPresent().isNotEqualTo(before.find("kim"));

        assertThat(user("remove", "kim").out()).contains("Removed kim.");
        assertThat(user("list").out()).isEqualToNormalizingNewlines("admin    lee\n");
    }

    /** Changes the password of kim to the one in a file. */
    private CommandResult passwordFrom(final String file) {
        return run(
                "user", "password", "kim", "--users", folder.resolve("users"), "--password-file", folder.resolve(file));
    }

    @Test
    void whatIsWrongIsSaidInASentenceAndChangesNothing() throws IOException {
        assertThat(user("add", "kim", "--role", "engineer").code()).isZero();
        final String before = Files.readString(folder.resolve("users"));
        assertRefused(user("add", "kim", "--role", "admin"), "There is a user kim already");
        assertRefused(user("add", "lee", "--role", "boss"), "Role 'boss' is not operator, engineer or admin");
        assertRefused(user("add", "l/e", "--role", "admin"), "a user's name has up to 64 letters");
        assertRefused(user("remove", "lee"), "There is no user lee.");
        Files.writeString(folder.resolve("short"), "short");
        assertRefused(passwordFrom("short"), "a password has 12 to 1000 characters");
        assertRefused(passwordFrom("none"), "cannot be read");
        assertThat(Files.readString(folder.resolve("users"))).isEqualTo(before);
        assertThat(run("user").code()).isEqualTo(ExitCode.WRONG_USAGE);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatSomebodyElseChangesWhileThePasswordIsAskedForIsKept() throws Exception {
        assertThat(user("add", "kim", "--role", "admin").code()).isZero();
        final Path file = folder.resolve("users");
        final Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        for (final String[] command : new String[][] {{"add", "park", "--role=operator"}, {"password", "kim"}}) {
            final String other = "other-" + command[0];
            final CompletableFuture<Void> typist = CompletableFuture.runAsync(() -> addThenType(file, other, pipe));
            final List<Object> words = new ArrayList<>(List.of("user"));
            words.addAll(List.of(command));
            words.addAll(List.of("--users=" + file, "--password-file=" + pipe));
            assertThat(run(words.toArray()).code()).isZero();
            typist.get();
            assertThat(Users.read(file).find(other)).isPresent();
        }
    }

    /** Adds a user as soon as a password is asked for, and gives the password then. */
    private static void addThenType(final Path file, final String name, final Path pipe) {
        try (OutputStream out = Files.newOutputStream(pipe)) {
            Users.read(file)
                    .with(new User(name, Role.OPERATOR, PasswordHash.ofNobody()))
                    .write(file);
            out.write("another long password".getBytes(StandardCharsets.UTF_8));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertRefused(final CommandResult result, final String sentence) {
        assertThat(result.code()).isNotZero();
        assertThat(result.err().lines()).singleElement().asString().contains(sentence);
    }
}
