package io.blemish.camera;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process that decodes what comes from a network gets no secret of the server. */
class ReaderProcessTest {
    @ParameterizedTest
    @ValueSource(strings = {"BLEMISH_CAMERA", "blemish_camera", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"})
    void variablesOfTheServerAreNotPassedOn(final String name) {
        assertThat(ReaderProcess.isOfTheServer(name)).isTrue();
    }

    @Test
    void othersAre() {
        assertThat(ReaderProcess.isOfTheServer("PATH")).isFalse();
    }
}
