package io.blemish.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    @Test
    void isTheSha256ThatIsDocumented() {
        // The SHA-256 of "abc.png\0" and the 32 bytes of "abc"'s SHA-256, by Python's hashlib.
        assertThat(Fingerprint.of(List.of(picture("abc.png", "abc"))))
                .isEqualTo("8d4f7c57d2158afb1e7ded7c0ece5d33a783b467c3bac971e8bd30a62d52121e");
    }

    @Test
    void changesWithNamesContentsAndOrder() {
        final Picture one = picture("a.png", "1");
        final Picture two = picture("b.png", "2");
        assertThat(Fingerprint.of(List.of(one, two)))
                .isEqualTo(Fingerprint.of(List.of(picture("a.png", "1"), picture("b.png", "2"))))
                .isNotEqualTo(Fingerprint.of(List.of(two, one)))
                .isNotEqualTo(Fingerprint.of(List.of(one)))
                .isNotEqualTo(Fingerprint.of(List.of(one, picture("c.png", "2"))))
                .isNotEqualTo(Fingerprint.of(List.of(one, picture("b.png", "3"))));
    }

    @Test
    void namesAPictureThatCannotBeRead() {
        assertThatThrownBy(() -> Fingerprint.of(List.of(Picture.of("7", Path.of("gone.png")))))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("gone.png cannot be read");
    }

    private static Picture picture(final String name, final String content) {
        return Picture.of(name, content.getBytes(UTF_8));
    }
}
