package io.blemish.server.history;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The formats of pictures. Each is recognised by its first bytes. */
public enum PictureType {
    /** Portable Network Graphics. */
    PNG("png", "image/png", "89504e470d0a1a0a.*"),
    /** JPEG. */
    JPEG("jpg", "image/jpeg", "ffd8ff.*"),
    /** TIFF and BigTIFF. */
    TIFF("tif", "image/tiff", "(49492a00|4d4d002a|49492b00|4d4d002b).*"),
    /** Windows bitmap. */
    BMP("bmp", "image/bmp", "424d.*"),
    /** WebP. */
    WEBP("webp", "image/webp", "52494646.{8}57454250.*");

    private static final int MAX_SIGNATURE = 12;

    private final String extension;
    private final String contentType;
    private final String signature;

    /**
     * A type.
     *
     * @param extension the extension of its files, without a dot
     * @param contentType its name in HTTP
     * @param signature a regular expression for the first bytes in hexadecimal digits
     */
    PictureType(final String extension, final String contentType, final String signature) {
        this.extension = extension;
        this.contentType = contentType;
        this.signature = signature;
    }

    /** The type of a picture; empty if it is none of these. */
    public static Optional<PictureType> of(final byte[] picture) {
        final String digits = HexFormat.of().formatHex(picture, 0, Math.min(picture.length, MAX_SIGNATURE));
        return Arrays.stream(values())
                .filter(type -> digits.matches(type.signature))
                .findFirst();
    }

    /** The type of a picture in HTTP; that of any bytes if it is none of these. */
    public static String contentTypeOf(final byte[] picture) {
        return of(picture).map(PictureType::contentType).orElse("application/octet-stream");
    }

    /** The extension of its files, without a dot. */
    public String extension() {
        return extension;
    }

    /** Its name in HTTP. */
    public String contentType() {
        return contentType;
    }
}
