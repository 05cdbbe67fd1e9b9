package io.blemish.image;

import com.twelvemonkeys.imageio.plugins.bmp.BMPImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/**
 * The formats that are read. The first bytes tell the format, never the file's name.
 *
 * <p>The readers are made here by name. ImageIO would choose among all that it finds on the class path, where a jar made of
 * many jars may have lost some and another library may have added others.
 */
enum ImageFormat {
    PNG("89504e470d0a1a0a"),
    JPEG("ffd8ff"),
    TIFF("49492a00|4d4d002a"),
    BIG_TIFF("49492b00|4d4d002b"),
    BMP("424d"),
    WEBP("52494646.{8}57454250");

    /** The formats, for messages. */
    static final String NAMES = "PNG, JPEG, TIFF, BMP or WebP";

    private static final int LONGEST_SIGNATURE = 12;

    /** A regular expression for the first bytes in hexadecimal digits. */
    private final String signature;

    ImageFormat(final String signature) {
        this.signature = signature;
    }

    /** The format of a stream, which is left at its start; empty if it is none of these. */
    static Optional<ImageFormat> of(final ImageInputStream in) throws IOException {
        final byte[] start = new byte[LONGEST_SIGNATURE];
        in.seek(0);
        for (int i = 0, value = in.read(); i < start.length && value >= 0; i++, value = in.read()) {
            start[i] = (byte) value;
        }
        in.seek(0);
        final String digits = HexFormat.of().formatHex(start);
        return Arrays.stream(values())
                .filter(format -> digits.matches("(" + format.signature + ").*"))
                .findFirst();
    }

    /** A new reader without input, which the caller disposes of. */
    ImageReader reader() throws IOException {
        final ImageReaderSpi provider = switch (this) {
            case PNG -> Jdk.PNG;
            case JPEG -> Jdk.JPEG;
            case TIFF -> new TIFFImageReaderSpi();
            case BIG_TIFF -> new BigTIFFImageReaderSpi();
            case BMP -> new BMPImageReaderSpi();
            case WEBP -> new WebPImageReaderSpi();
        };
        return provider.createReaderInstance();
    }

    /** The providers that need the JDK's readers; looked up once, when the first picture needs one. */
    private static final class Jdk {
        static final ImageReaderSpi PNG = png();
        static final ImageReaderSpi JPEG = jpeg();

        private static ImageReaderSpi png() {
            final Iterator<ImageReaderSpi> known =
                    IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
            while (known.hasNext()) {
                final ImageReaderSpi provider = known.next();
                if (provider.getClass().getName().equals("com.sun.imageio.plugins.png.PNGImageReaderSpi")) {
                    return provider;
                }
            }
            throw new IllegalStateException("this Java runtime has no PNG reader (module java.desktop)");
        }

        private static ImageReaderSpi jpeg() {
            final JPEGImageReaderSpi provider = new JPEGImageReaderSpi();
            // This does not register the provider. It only tells it where the JDK's reader is, which does the decoding.
            provider.onRegistration(IIORegistry.getDefaultInstance(), ImageReaderSpi.class);
            return provider;
        }
    }
}
