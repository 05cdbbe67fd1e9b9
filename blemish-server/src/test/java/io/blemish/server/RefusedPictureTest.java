package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.PictureException;
import io.blemish.ResourceException;
import io.blemish.model.Outcome;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A picture that the model refuses has a problem of its own kind, and never a verdict. */
class RefusedPictureTest {
    @ParameterizedTest
    @CsvSource({"PICTURE_NOT_ALIGNED, NOT_ALIGNED", "PICTURE_UNSUITABLE, NOT_A_PICTURE"})
    void theKindSaysWhyThereIsNoVerdict(final ErrorCode code, final ProblemKind kind) {
        final Outcome refused =
                new Outcome.Refused("a.png", new PictureException(code, "a.png does not show the part."));
        assertThatThrownBy(() -> PredictionQueue.judged(refused))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.kind()).isEqualTo(kind);
                    assertThat(problem.kind().status()).isEqualTo(422);
                })
                .hasMessageContaining("a.png does not show the part.");
    }

    @Test
    void whatIsNoFaultOfThePictureIsOneOfTheServer() {
        for (final BlemishException reason : List.of(
                new ModelException(ErrorCode.MODEL_DAMAGED, "Model /models/secret.blemish is damaged."),
                new ResourceException(ErrorCode.FILE_UNUSABLE, "/models is full."))) {
            assertThatThrownBy(() -> PredictionQueue.judged(new Outcome.Refused("a.png", reason)))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.INTERNAL))
                    .message()
                    .contains("Send the picture again")
                    .doesNotContain("/models");
        }
    }
}
