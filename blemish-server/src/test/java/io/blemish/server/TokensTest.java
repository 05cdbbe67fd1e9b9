package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.server.users.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of a token file. */
class TokensTest {
    @TempDir
    private Path folder;

    private Tokens tokens(final String content) throws IOException {
        return Tokens.read(Files.writeString(folder.resolve("tokens"), content));
    }

    private static Tokens.Holder holder(final Tokens tokens, final int number) {
        return tokens.holder(Optional.of("token-number-" + number + "-long")).orElseThrow();
    }

    @Test
    void aTokenHasARoleAndPerhapsAnExpiryAndAName() throws IOException {
        final Tokens tokens = tokens("""
                read token-number-1-long
                admin token-number-2-long Kim, line 3
                Operator token-number-3-long  expires=2027-01-31  press 4
                engineer token-number-4-long expires=2027-01-31T18:30:00Z
                """);
        assertThat(holder(tokens, 1).caller()).isEqualTo(new Caller(Role.OPERATOR, "token of line 1"));
        assertThat(holder(tokens, 2).caller()).isEqualTo(new Caller(Role.ADMIN, "Kim, line 3"));
        assertThat(holder(tokens, 2).expires()).isEmpty();
        assertThat(holder(tokens, 3).caller()).isEqualTo(new Caller(Role.OPERATOR, "press 4"));
        assertThat(holder(tokens, 4).caller()).isEqualTo(new Caller(Role.ENGINEER, "token of line 4"));
        assertThat(holder(tokens, 4).expires()).contains(Instant.parse("2027-01-31T18:30:00Z"));
    }

    @Test
    void aTokenIsRefusedFromTheInstantOfItsExpiryOn() throws IOException {
        final Tokens.Holder holder = holder(tokens("read token-number-1-long expires=2027-01-31"), 1);
        final Instant expiry = Instant.parse("2027-01-31T00:00:00Z");
        assertThat(holder.isExpired(expiry.minusNanos(1))).isFalse();
        assertThat(holder.isExpired(expiry)).isTrue();
    }

    @Test
    void anExpiryThatIsNoTimeIsNamed() {
        assertThatThrownBy(() -> tokens("read token-number-1-long expires=31.1.2027"))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("line 1: 'expires=31.1.2027' is neither a day");
    }
}
