package io.blemish.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.server.Server;
import io.blemish.server.ServerOptions.Listening;
import io.blemish.server.users.Password;
import io.blemish.server.users.PasswordHash;
import io.blemish.server.users.Role;
import io.blemish.server.users.User;
import io.blemish.server.users.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One walk through the page for each role, in a Chromium of this machine; skipped if there is none. */
@BrowserTest
class SignInPageTest {
    private static final String PASSWORD = "a long password";

    private final Plates plates = Plates.made();

    @TempDir
    private Path folder;

    private Server server;
    private Tab tab;

    @BeforeEach
    void serve() throws IOException {
        Files.createDirectories(folder.resolve("models"));
        Files.copy(plates.first(), folder.resolve("models/plate.blemish"));
        final Path file = folder.resolve("users");
        final PasswordHash hash = PasswordHash.of(new Password(PASSWORD));
        Users.none()
                .with(new User("김민수", Role.OPERATOR, hash))
                .with(new User("erin", Role.ENGINEER, hash))
                .with(new User("adam", Role.ADMIN, hash))
                .write(file);
        server = Server.start(PageServer.options(
                folder,
                new Listening(
                        "127.0.0.1", 0, Optional.empty(), Optional.of(file), Optional.empty(), Optional.empty())));
        tab = Chromium.started().open();
        tab.screen(1920, 1080, false);
        tab.watch();
    }

    @AfterEach
    void close() {
        tab.close();
        server.close();
    }

    @Test
    void eachRoleSignsInAndFindsWhatItMayDo() throws Exception {
        tab.go("http://127.0.0.1:" + server.port() + "/#/models/plate");
        tab.see("form.signin");
        tab.click("#language");
        tab.see("form.signin h1", "로그인");
        tab.click("#language");
        tab.see("form.signin h1", "Sign in");
        assertThat(has("nav")).isFalse();
        signIn("erin", "a wrong password");
        tab.see("form.signin .problem", "The name or the password is wrong");
        look("sign-in");

        signIn("김민수", PASSWORD);
        tab.see("#user", "김민수");
        tab.see("table.list");
        assertThat(controls()).isEmpty();
        look("operator");
        judgeAndListen();
        signOut();

        signIn("erin", PASSWORD);
        tab.value("location.hash = '#/models/plate'");
        tab.see("table.list");
        assertThat(controls()).containsExactly(".upload", "#new-model", "[data-rollback]");
        look("engineer");
        signOut();

        signIn("adam", PASSWORD);
        tab.see("table.list");
        assertThat(controls())
                .containsExactly(
                        ".upload", "#new-model", "[data-rollback]", "[data-delete-model]", "nav a[href='#/audit']");
        tab.click("nav a[href='#/audit']");
        tab.see("tr[data-action=sign_in_failed]", "erin");
        tab.see(".hash");
        look("audit");
    }

    @Test
    void whoSignsInNextSeesNothingOfTheUserBefore() {
        tab.go("http://127.0.0.1:" + server.port() + "/#/inspect");
        signIn("erin", PASSWORD);
        tab.see("#user", "erin");
        tab.drop(".drop", Objects.requireNonNull(plates.good(0).getParent()));
        tab.see("#batch-close");
        tab.value("fetch('v1/session', { method: 'DELETE' }).then(() => { location.hash = '#/models'; return true; })");
        tab.see("form.signin");
        assertThat(has("#batch[hidden]")).isTrue();

        tab.value(
                "window.fetched = window.fetch; window.fetch = (url, options) => String(url).endsWith('v1/session')"
                        + " && options?.method !== 'POST' ? Promise.reject(new TypeError('no network')) : fetched(url, options); true");
        signIn("adam", PASSWORD);
        tab.see("main .failed", "cannot be reached");
        tab.value("window.fetch = window.fetched; true");
        tab.click("main .failed button");
        tab.see("#user", "adam");
        tab.value("location.hash = '#/inspect'");
        tab.see(".drop");
        assertThat(has("#batch[hidden]")).isTrue();
        assertThat(has("canvas.heat")).isFalse();
    }

    /** A picture, a label and the stream of verdicts, by the cookie alone. */
    private void judgeAndListen() {
        tab.value("location.hash = '#/inspect'");
        tab.drop(".drop", plates.dented());
        tab.see("canvas.heat");
        tab.value("location.hash = '#/live'");
        tab.see(".status", "Listening");
    }

    private void signIn(final String name, final String password) {
        tab.see("form.signin");
        tab.value("document.querySelector('form.signin #name').value = ''");
        tab.focus("form.signin #name");
        tab.type(name);
        tab.focus("form.signin #password");
        tab.type(password);
        tab.press("Enter");
    }

    private void signOut() {
        tab.clickAndReload("#sign-out", "form.signin");
    }

    /** The controls of the view of models that not everyone has. */
    private List<String> controls() {
        return List.of(".upload", "#new-model", "[data-rollback]", "[data-delete-model]", "nav a[href='#/audit']")
                .stream()
                .filter(this::has)
                .toList();
    }

    private boolean has(final String selector) {
        return tab.value("document.querySelector(\"" + selector + "\") !== null")
                .asBoolean();
    }

    /** Nothing is wider than the screen, and axe finds nothing. */
    private void look(final String name) throws IOException {
        for (final int width : List.of(390, 1024, 1920)) {
            tab.screen(width, width == 390 ? 844 : 1080, false);
            tab.until("document.documentElement.scrollWidth <= " + width);
            Screenshots.take(tab, name + "-" + width);
        }
        assertThat(tab.value("faults.join()").asString()).as(name).isEmpty();
        assertThat(tab.violations()).as(name).isEmpty();
        assertThat(tab.unnamed()).as(name).isEmpty();
    }
}
