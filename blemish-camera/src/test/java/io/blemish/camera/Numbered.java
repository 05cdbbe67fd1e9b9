package io.blemish.camera;

import io.blemish.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Frames that show their number as dark and light columns, one for each bit, so that also a lossy codec keeps it. */
final class Numbered {
    static final int WIDTH = 160;
    static final int HEIGHT = 128;
    private static final int BITS = 10;
    private static final int COLUMN = WIDTH / BITS;

    private Numbered() {}

    /** The brightness of a column of pixels. */
    static int level(final int number, final int x) {
        return (number >> (x / COLUMN) & 1) == 1 ? 220 : 30;
    }

    /** The number that a frame shows. */
    static int of(final RgbImage frame) {
        int number = 0;
        for (int bit = 0; bit < BITS; bit++) {
            final int pixel = (HEIGHT / 2 * frame.width() + bit * COLUMN + COLUMN / 2) * 3;
            number |= (frame.rgb()[pixel] & 0xff) > 128 ? 1 << bit : 0;
        }
        return number;
    }

    static byte[] jpeg(final int number) throws IOException {
        final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, 0x10101 * level(number, x));
            }
        }
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        return out.toByteArray();
    }
}
