package io.blemish.image;

import io.blemish.fuzz.Refusal;
import io.blemish.fuzz.Seeds;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A picture is decoded within the limits or is refused, whatever its header states. */
public class PictureFuzzTest {
    private static final int MAX_PIXELS = 1_000_000;
    private static final ImageDecoder DECODER = new ImageDecoder(MAX_PIXELS, 1 << 20);

    @TestFactory
    Stream<DynamicTest> seeds() throws IOException {
        return Seeds.replay("picture", PictureFuzzTest::fuzzerTestOneInput);
    }

    /** The target of {@code .ci/fuzz}. */
    public static void fuzzerTestOneInput(final byte[] data) {
        Refusal.orUse(() -> {
            final Size stated = DECODER.size("fuzz", data);
            final RgbImage image = DECODER.decode("fuzz", data);
            if (!image.size().equals(stated) || image.size().pixels() > MAX_PIXELS) {
                throw new AssertionError(stated + " was stated and " + image.size() + " decoded");
            }
        });
    }
}
