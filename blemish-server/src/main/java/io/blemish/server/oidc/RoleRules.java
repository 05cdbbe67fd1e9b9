package io.blemish.server.oidc;

import io.blemish.server.users.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who has which role, by a claim of the provider.
 *
 * @param claim its name, or a path such as {@code realm_access.roles} to it
 * @param rules the values of it that give a role; of several roles somebody has the one that includes the others
 */
public record RoleRules(String claim, List<Rule> rules) {
    /** The claim in which Microsoft Entra ID and others have the roles of an application. */
    public static final String DEFAULT_CLAIM = "roles";

    /** The rules of who names none: {@code blemish-operator}, {@code blemish-engineer}, {@code blemish-admin}. */
    public static final List<Rule> DEFAULT_RULES = Arrays.stream(Role.values())
            .map(role -> new Rule(role, "blemish-" + role.word()))
            .toList();

    /** Copies the list. */
    public RoleRules {
        rules = List.copyOf(rules);
    }

    /**
     * A value that gives a role.
     *
     * @param role that it gives
     * @param value of the claim, to the letter
     */
    public record Rule(Role role, String value) {}

    /** The role of a person; empty if no rule gives one. */
    Optional<Role> role(final Map<String, Object> claims) {
        final List<String> values = values(claims);
        return rules.stream()
                .filter(rule -> values.contains(rule.value()))
                .map(Rule::role)
                .max(Role::compareTo);
    }

    /** The values of the claim; none if it is missing. */
    List<String> values(final Map<String, Object> claims) {
        final Object found = find(claims, claim);
        final Stream<?> values = found instanceof Collection<?> several ? several.stream() : Stream.ofNullable(found);
        return values.filter(String.class::isInstance).map(String.class::cast).toList();
    }

    /** Whether the roles are a claim, or are in it. */
    boolean areIn(final String name) {
        return claim.equals(name) || claim.startsWith(name + ".");
    }

    /** A name as it stands comes first, because a claim may have dots in its name. */
    private static @Nullable Object find(final Map<?, ?> claims, final String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
            if (claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                return find(inner, path.substring(dot + 1));
            }
        }
        return null;
    }
}
