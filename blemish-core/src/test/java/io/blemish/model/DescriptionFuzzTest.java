package io.blemish.model;

import io.blemish.fuzz.Refusal;
import io.blemish.fuzz.Seeds;
import io.blemish.prediction.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A model whose {@code model.json} or {@code calibration.json} was written by another judges with finite scores or is refused. */
public class DescriptionFuzzTest {
    private static final Path GOLDEN = Path.of("src/test/resources/io/blemish/golden");
    private static final ForgedModels MODEL = new ForgedModels(GOLDEN.resolve("patchcore-exact.blemish"));

    @TestFactory
    Stream<DynamicTest> seeds() throws IOException {
        return Seeds.replay("description", DescriptionFuzzTest::fuzzerTestOneInput);
    }

    /**
     * The target of {@code .ci/fuzz}.
     *
     * @param data a letter, c for {@code calibration.json} and any other for {@code model.json}, and then the document
     */
    public static void fuzzerTestOneInput(final byte[] data) {
        if (data.length == 0) {
            return;
        }
        final String name = data[0] == 'c' ? ModelFile.CALIBRATION : ModelFile.DESCRIPTION;
        final byte[] document = Arrays.copyOfRange(data, 1, data.length);
        Refusal.orUseFile(".blemish", new byte[0], file -> {
            Files.delete(file);
            MODEL.with(name, document).write(file);
            judge(file);
        });
    }

    private static void judge(final Path file) {
        try (Model model = Model.open(file, OpenOptions.DEFAULT.withThreads(1))) {
            final Prediction prediction = model.predict(GOLDEN.resolve("plate/test/good/000.png"));
            if (!Float.isFinite(prediction.score())
                    || !Float.isFinite(prediction.threshold())
                    || !Float.isFinite(prediction.pixelThreshold())) {
                throw new AssertionError("score " + prediction.score() + ", threshold " + prediction.threshold());
            }
        }
    }
}
