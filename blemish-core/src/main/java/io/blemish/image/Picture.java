package io.blemish.image;

import io.blemish.InputException;
import io.blemish.artifact.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** A picture. */
public final class Picture {
    private final String name;
    private final Supplier<RgbImage> decoding;
    private final Supplier<byte[]> hash;

    private Picture(final String name, final Supplier<RgbImage> decoding, final Supplier<byte[]> hash) {
        this.name = name;
        this.decoding = decoding;
        this.hash = hash;
    }

    public static Picture of(final Path file) {
        return of(file.toString(), file);
    }

    public static Picture of(final String name, final Path file) {
        return new Picture(name, () -> new ImageDecoder().decode(file), () -> {
            try {
                return Sha256.bytes(file);
            } catch (final IOException e) {
                throw new InputException("The picture " + file + " cannot be read (" + e + "); check its permissions.", e);
            }
        });
    }

    public static Picture of(final String name, final RgbImage image) {
        return new Picture(name, () -> image, () -> Sha256.digest().digest(image.rgb()));
    }

    public String name() {
        return name;
    }

    public RgbImage decode() {
        return decoding.get();
    }

    public byte[] sha256() {
        return hash.get();
    }
}
