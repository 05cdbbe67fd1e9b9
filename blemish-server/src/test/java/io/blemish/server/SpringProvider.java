package io.blemish.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/**
 * A real OpenID provider, Spring Authorization Server, with its own form to sign in. Its users have the password {@link #PASSWORD}, and in
 * the claim {@code realm.groups} what {@code GROUPS} says. Two clients know it: {@link #CLIENT} with a secret, and {@link #PUBLIC} without.
 */
public final class SpringProvider implements AutoCloseable {
    /** The password of every user. */
    public static final String PASSWORD = "a password elsewhere";

    /** The client that has a secret. */
    public static final String CLIENT = "blemish";

    static final String PUBLIC = "blemish-public";
    /** Its secret. */
    public static final String SECRET = "a secret of the client + a sign";

    /** The groups of each user. */
    private static final Map<String, List<String>> GROUPS = Map.of(
            "oper", List.of("line"),
            "erin", List.of("line", "methods"),
            "adam", List.of("it"),
            "guest", List.of("canteen"),
            "kim", List.of("line"));

    private final ConfigurableApplicationContext context;
    private final int port;

    private SpringProvider(final ConfigurableApplicationContext context) {
        this.context = context;
        this.port =
                ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    }

    /** The one that tests share, because its start takes seconds; it ends with the process. */
    public static SpringProvider shared() {
        return Shared.PROVIDER;
    }

    /** Starts it when it is first asked for. */
    private static final class Shared {
        private static final SpringProvider PROVIDER = start(0);
    }

    /** Starts one; on any free port, if it is 0. */
    static SpringProvider start(final int port) {
        // Spring would else set up a library of logging that is not the one of these tests.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        final SpringApplication application = new SpringApplication(Setup.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setDefaultProperties(Map.of(
                "server.port", port,
                "server.address", "127.0.0.1",
                "spring.main.banner-mode", "off",
                "spring.jmx.enabled", "false",
                "server.servlet.session.cookie.name", "PROVIDER"));
        return new SpringProvider(application.run());
    }

    /** By another name than 127.0.0.1, so that a browser takes it for another site. */
    public String issuer() {
        return "http://localhost:" + port;
    }

    /** Lets browsers come back to a server after they have signed out. */
    public void register(final URI page) {
        final InMemoryRegisteredClientRepository clients = context.getBean(InMemoryRegisteredClientRepository.class);
        for (final String id : List.of(CLIENT, PUBLIC)) {
            final RegisteredClient client = Objects.requireNonNull(clients.findByClientId(id));
            clients.save(RegisteredClient.from(client)
                    .postLogoutRedirectUri(page.toString())
                    .build());
        }
    }

    /** Signs with a new key from now on; the old one is gone. */
    void rotateKey() {
        context.getBean(Keys.class).rotate();
    }

    @Override
    public void close() {
        context.close();
    }

    /** The keys of the provider. */
    static final class Keys {
        private final AtomicReference<RSAKey> key = new AtomicReference<>(generated());

        void rotate() {
            key.set(generated());
        }

        private static RSAKey generated() {
            try {
                return new RSAKeyGenerator(2048)
                        .keyID(UUID.randomUUID().toString())
                        .generate();
            } catch (final JOSEException e) {
                throw new IllegalStateException(e);
            }
        }

        JWKSource<SecurityContext> source() {
            return (selector, context) -> selector.select(new JWKSet(key.get()));
        }
    }

    /** What the provider is made of. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Setup {
        @Bean
        Keys keys() {
            return new Keys();
        }

        @Bean
        JWKSource<SecurityContext> jwkSource(final Keys keys) {
            return keys.source();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(GROUPS.keySet().stream()
                    .map(name -> User.withUsername(name)
                            .password("{noop}" + PASSWORD)
                            .roles("USER")
                            .build())
                    .toList());
        }

        @Bean
        AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder().build();
        }

        @Bean
        RegisteredClientRepository clients() {
            return new InMemoryRegisteredClientRepository(
                    client(CLIENT)
                            .clientSecret("{noop}" + SECRET)
                            .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                            .build(),
                    client(PUBLIC)
                            .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                            .build());
        }

        private static RegisteredClient.Builder client(final String id) {
            return RegisteredClient.withId(id)
                    .clientId(id)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    // Any port of this address is allowed (RFC 8252, section 7.3).
                    .redirectUri("http://127.0.0.1/v1/sign-in/oidc/callback")
                    .scopes(scopes -> scopes.addAll(Set.of("openid", "profile")))
                    .clientSettings(
                            ClientSettings.builder().requireProofKey(true).build());
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims() {
            return context -> {
                if (context.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
                    final String name = context.getPrincipal().getName();
                    context.getClaims()
                            .subject("subject of " + name)
                            .claim("preferred_username", name)
                            .claim("realm", Map.of("groups", GROUPS.getOrDefault(name, List.of())));
                }
            };
        }
    }
}
