package io.blemish.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void noNameCommandsTheTerminalOrForgesALine() {
        assertThat(Printable.of("a.png\nnormal  b.png")).isEqualTo("a.png\\u000anormal  b.png");
        assertThat(Printable.of("\u001b[2J\u009b1m\r\u202e")).isEqualTo("\\u001b[2J\\u009b1m\\u000d\\u202e");
    }

    @Test
    void usualTextIsAsItWas() {
        final String text = "기어 'a\"; -- Zahnräder \ud83d\ude00.png";
        assertThat(Printable.of(text)).isEqualTo(text);
    }
}
