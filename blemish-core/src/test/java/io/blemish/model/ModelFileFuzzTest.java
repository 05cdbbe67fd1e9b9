package io.blemish.model;

import io.blemish.artifact.ArtifactFile;
import io.blemish.fuzz.Refusal;
import io.blemish.fuzz.Seeds;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A model file is opened whole or is refused, whatever its zip says of itself. */
public class ModelFileFuzzTest {
    @TestFactory
    Stream<DynamicTest> seeds() throws IOException {
        return Seeds.replay("model-file", ModelFileFuzzTest::fuzzerTestOneInput);
    }

    /** The target of {@code .ci/fuzz}. */
    public static void fuzzerTestOneInput(final byte[] data) {
        Refusal.orUseFile(".blemish", data, file -> {
            try (ModelFile model = ModelFile.open(file)) {
                model.requireIntact();
            }
        });
        Refusal.orUseFile(".blemish", data, file -> {
            try (ArtifactFile entries = ArtifactFile.open(file)) {
                entries.bytes(ModelFile.BACKBONE);
                entries.floats("bank.npy");
            }
        });
    }
}
