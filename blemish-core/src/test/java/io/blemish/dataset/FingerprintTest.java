package io.blemish.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
    @TempDir
    Path root;

    @Test
    void isTheSha256ThatIsDocumented() {
        new Tree(root).holding("abc.png", "abc");
        // printf abc | sha256sum; and sha256 of "abc.png\0" with those 32 bytes, by Python's hashlib.
        assertThat(Fingerprint.ofFile(root.resolve("abc.png")))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Fingerprint.of(Datasets.open(root, DatasetOptions.DEFAULT).train()))
                .isEqualTo("8d4f7c57d2158afb1e7ded7c0ece5d33a783b467c3bac971e8bd30a62d52121e");
    }

    @Test
    void changesWithNamesContentsAndOrder() {
        new Tree(root).holding("a.png", "1").holding("b.png", "2");
        final List<Sample> samples = Datasets.open(root, DatasetOptions.DEFAULT).train();
        final String before = Fingerprint.of(samples);
        final List<Sample> reversed = new ArrayList<>(samples);
        Collections.reverse(reversed);
        assertThat(Fingerprint.of(reversed)).isNotEqualTo(before);
        assertThat(Fingerprint.of(samples.subList(0, 1))).isNotEqualTo(before);
        new Tree(root).holding("b.png", "3");
        assertThat(Fingerprint.of(samples)).isNotEqualTo(before);
    }

    @Test
    void namesAPictureThatCannotBeRead() {
        assertThatThrownBy(() -> Fingerprint.ofFile(root.resolve("gone.png")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("gone.png");
    }
}
