package io.blemish.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void theSentenceOfAUsersMistakeIsPrintedAsItIs() {
        final BlemishException mistake = new ModelException(
                ErrorCode.MODEL_DAMAGED,
                "The file is damaged.",
                new IOException("short", new IllegalStateException("why")));
        assertThat(Failures.sentence(mistake)).isEqualTo("The file is damaged.");
        assertThat(Failures.causes(mistake))
                .containsExactly("java.io.IOException: short", "java.lang.IllegalStateException: why");
        assertThat(Failures.wantsStackTrace(mistake, true)).isFalse();
    }

    @Test
    void anErrorOfTheProgramAsksForAReport() {
        final IllegalStateException error = new IllegalStateException("no such row");
        assertThat(Failures.sentence(error)).contains("should not have happened", "no such row", "BLEMISH_DEBUG=1");
        assertThat(Failures.wantsStackTrace(error, true)).isTrue();
        assertThat(Failures.wantsStackTrace(error, false)).isFalse();
    }

    @Test
    void errorsOfTheMachineComeWithAdvice() {
        assertThat(Failures.sentence(new OutOfMemoryError())).contains("BLEMISH_JAVA_OPTS=-Xmx8g");
        assertThat(Failures.sentence(new NoClassDefFoundError("ai/onnxruntime/OrtEnvironment")))
                .contains("ai/onnxruntime/OrtEnvironment", "Unpack the archive again");
    }
}
