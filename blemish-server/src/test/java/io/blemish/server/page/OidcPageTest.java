package io.blemish.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.server.Server;
import io.blemish.server.ServerOptions.Listening;
import io.blemish.server.SpringProvider;
import io.blemish.server.oidc.OidcSettings;
import io.blemish.server.oidc.RoleRules;
import io.blemish.server.users.Role;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A walk from the page to a real OpenID provider on another site, and back, in a Chromium of this machine; skipped if there is none. */
@BrowserTest
class OidcPageTest {
    @TempDir
    private Path folder;

    private Server serve(final SpringProvider provider) throws Exception {
        Files.createDirectories(folder.resolve("models"));
        final OidcSettings settings = new OidcSettings(
                provider.issuer(),
                new OidcSettings.Client(
                        SpringProvider.CLIENT,
                        Optional.of(Files.writeString(folder.resolve("secret"), SpringProvider.SECRET))),
                "the <b>plant</b>",
                List.of(),
                OidcSettings.DEFAULT_NAME_CLAIM,
                new RoleRules("realm.groups", List.of(new RoleRules.Rule(Role.ENGINEER, "methods"))));
        return Server.start(PageServer.options(
                folder,
                new Listening(
                        "127.0.0.1",
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(settings),
                        Optional.empty())));
    }

    @Test
    void aPersonGoesToTheProviderAndComesBackToThePlaceBefore() throws Exception {
        final SpringProvider provider = SpringProvider.shared();
        try (Server server = serve(provider);
                Tab tab = Chromium.started().open()) {
            final String page = "http://127.0.0.1:" + server.port() + "/";
            provider.register(URI.create(page));
            tab.screen(1920, 1080, false);
            tab.watch();
            tab.go(page + "#/history");
            tab.see("#with-provider", "Sign in with the <b>plant</b>");
            tab.until("document.querySelector('#password') === null");
            tab.click("#language");
            tab.see("#with-provider", "로그인");
            tab.click("#language");
            tab.see("#with-provider", "Sign in with");
            assertThat(tab.violations()).isEmpty();
            assertThat(tab.unnamed()).isEmpty();

            signIn(tab, "guest", "form.signin");
            tab.see("form.signin .problem", "you have no role on this server");
            assertThat(tab.value("location.search + location.hash").asString()).isEqualTo("#/history");
            // The provider still knows this person, and asks again only after a sign-out there.
            tab.go(provider.issuer() + "/logout");
            tab.clickAndReload("button", "#username");
            tab.go(page + "#/history");

            signIn(tab, "erin", "#user");
            tab.see("#user", "erin");
            assertThat(tab.value("location.search + location.hash").asString()).isEqualTo("#/history");
            tab.clickAndReload("#sign-out", "form.signin");
            assertThat(tab.value("location.origin").asString()).isEqualTo(page.substring(0, page.length() - 1));
            tab.clickAndReload("#with-provider", "#username");

            tab.go(page + "?sign-in=%3Cb%3Eno-role");
            tab.see("#with-provider");
            assertThat(tab.value("document.querySelector('form.signin .problem').textContent")
                            .asString())
                    .isEmpty();
        }
    }

    private static void signIn(final Tab tab, final String name, final String awaited) {
        tab.clickAndReload("#with-provider", "#username");
        tab.focus("#username");
        tab.type(name);
        tab.focus("#password");
        tab.type(SpringProvider.PASSWORD);
        tab.clickAndReload("button", awaited);
    }
}
