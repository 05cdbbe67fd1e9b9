package io.blemish.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {
    @Test
    void aPlainWordIsLeftAsItIs() {
        assertThat(ShellWords.quoted("/data/Teile_1.blemish", false)).isEqualTo("/data/Teile_1.blemish");
        assertThat(ShellWords.quoted("부품/양품.png", false)).isEqualTo("부품/양품.png");
        assertThat(ShellWords.quoted("C:\\parts\\1.png", true)).isEqualTo("C:\\parts\\1.png");
    }

    @Test
    void theWindowsInterpreterTakesDoubleQuotes() {
        assertThat(ShellWords.quoted("C:\\Program Files (x86)\\a.png", true))
                .isEqualTo("\"C:\\Program Files (x86)\\a.png\"");
        assertThat(ShellWords.quoted("a&b,c=d.png", true)).isEqualTo("\"a&b,c=d.png\"");
    }

    @EnabledOnOs({OS.LINUX, OS.MAC})
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "two words",
                "it's",
                "a;b&c|d",
                "$HOME",
                "`id`",
                "\"",
                "*",
                "~",
                "!x",
                "#x",
                "a\\b",
                "(x86)",
                "<>"
            })
    void aShellReadsTheWordThatWasQuoted(final String word) throws Exception {
        final String line = Stream.of("printf", "%s", word)
                .map(one -> ShellWords.quoted(one, false))
                .collect(Collectors.joining(" "));
        final Process process = new ProcessBuilder("sh", "-c", line).start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(word);
        assertThat(process.waitFor()).isZero();
    }
}
