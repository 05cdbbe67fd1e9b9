package io.blemish.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No spreadsheet takes a name for a formula. */
class CsvTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@a",
                " =1+1",
                "\n=1",
                "\t=1",
                "\u00a0=1",
                "\u3000=1",
                "\uff1d1",
                "\uff0b1",
                "\uff0d1",
                "\uff201",
                "\ufeff=1",
                "\"=1",
                "|a",
                "%0",
                "\u22121"
            })
    void aNameThatBeginsLikeAFormulaIsQuoted(final String name) {
        assertThat(Csv.text(name)).contains("'" + name.replace("\"", "\"\""));
        assertThat(Csv.plain("'" + name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1", "plate-1.png", "기어 1.png", "1-2", "'a'"})
    void anotherNameStaysAsItIs(final String name) {
        assertThat(Csv.text(name)).isEqualTo(name);
        assertThat(Csv.plain(name)).isEqualTo(name);
    }
}
