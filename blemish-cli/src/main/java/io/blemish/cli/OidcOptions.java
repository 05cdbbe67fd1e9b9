package io.blemish.cli;

import io.blemish.cli.terminal.OptionGroup;
import io.blemish.server.oidc.OidcSettings;
import io.blemish.server.oidc.RoleRules;
import io.blemish.server.users.Role;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The OpenID provider by which people sign in to {@code serve}. */
@OptionGroup("Sign-in by OpenID Connect")
final class OidcOptions {
    private static final String DEFAULT_NAME = "OpenID Connect";

    @Option(
            names = "--oidc-issuer",
            paramLabel = "URL",
            description = "People sign in by this OpenID provider: its issuer, exactly as the provider writes it.")
    private @Nullable String issuer;

    @Option(
            names = "--oidc-client-id",
            paramLabel = "ID",
            description = "The client that the provider knows this server as.")
    private @Nullable String client;

    @Option(
            names = "--oidc-client-secret-file",
            paramLabel = "FILE",
            description = "The secret of that client (default: none, for a public client).")
    private @Nullable Path secret;

    @Option(
            names = "--oidc-name",
            paramLabel = "NAME",
            description = "The name of the provider on the page (default: " + DEFAULT_NAME + ").")
    private @Nullable String name;

    @Option(
            names = "--oidc-roles",
            paramLabel = "CLAIM",
            description = "The claim with a person's roles or groups; a dot leads into it, as in realm_access.roles"
                    + " (default: " + RoleRules.DEFAULT_CLAIM + ").")
    private @Nullable String roles;

    @Option(
            names = "--oidc-role",
            paramLabel = "ROLE=VALUE",
            split = "\n",
            hideParamSyntax = true,
            description = "A value of that claim that gives a role, as in engineer=methods. May be given several times"
                    + " (default: operator=blemish-operator, engineer=blemish-engineer, admin=blemish-admin).")
    private List<String> rules = new ArrayList<>();

    @Option(
            names = "--oidc-name-claim",
            paramLabel = "CLAIM",
            description = "The claim with a person's name (default: " + OidcSettings.DEFAULT_NAME_CLAIM + ").")
    private @Nullable String nameClaim;

    @Option(
            names = "--oidc-scopes",
            paramLabel = "SCOPE",
            split = ",",
            hideParamSyntax = true,
            description = "What is asked for beside openid and profile, as in groups; several with commas (default:"
                    + " nothing).")
    private List<String> scopes = new ArrayList<>();

    @Option(
            names = "--public-address",
            paramLabel = "URL",
            description = "The address at which browsers reach the server, as behind a proxy (default: that of --host"
                    + " and --port).")
    private @Nullable URI address;

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if one of them is of another form, or there is no issuer for the others
     * @throws io.blemish.BlemishException if the issuer cannot be one
     */
    Optional<OidcSettings> settings() {
        if (issuer == null) {
            if (Stream.of(client, secret, name, roles, nameClaim).anyMatch(Objects::nonNull)
                    || !rules.isEmpty()
                    || !scopes.isEmpty()) {
                throw new IllegalArgumentException("The options --oidc-… go with --oidc-issuer.");
            }
            return Optional.empty();
        }
        if (client == null) {
            throw new IllegalArgumentException("--oidc-issuer and --oidc-client-id go together.");
        }
        return Optional.of(new OidcSettings(
                issuer,
                new OidcSettings.Client(client, Optional.ofNullable(secret)),
                Optional.ofNullable(name).orElse(DEFAULT_NAME),
                scopes,
                Optional.ofNullable(nameClaim).orElse(OidcSettings.DEFAULT_NAME_CLAIM),
                new RoleRules(
                        Optional.ofNullable(roles).orElse(RoleRules.DEFAULT_CLAIM),
                        rules.isEmpty()
                                ? RoleRules.DEFAULT_RULES
                                : rules.stream().map(OidcOptions::rule).toList())));
    }

    private static RoleRules.Rule rule(final String text) {
        final int sign = text.indexOf('=');
        final String value = text.substring(sign + 1).strip();
        final Optional<Role> role =
                sign < 1 ? Optional.empty() : Role.of(text.substring(0, sign).strip());
        if (role.isEmpty() || value.isEmpty()) {
            throw new IllegalArgumentException("--oidc-role '" + text
                    + "' is not ROLE=VALUE with operator, engineer or admin, as in --oidc-role engineer=methods.");
        }
        return new RoleRules.Rule(role.get(), value);
    }

    /**
     * The public address, with a slash at its end.
     *
     * @throws IllegalArgumentException if it is none
     */
    Optional<URI> publicAddress() {
        if (address == null) {
            return Optional.empty();
        }
        final String scheme = String.valueOf(address.getScheme());
        if (!(scheme.equals("http") || scheme.equals("https"))
                || address.getHost() == null
                || address.getRawUserInfo() != null
                || address.getRawQuery() != null
                || address.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "--public-address '" + address + "' is not an address such as https://blemish.plant/.");
        }
        return Optional.of(address.toString().endsWith("/") ? address : URI.create(address + "/"));
    }
}
