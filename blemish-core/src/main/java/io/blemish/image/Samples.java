package io.blemish.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import javax.imageio.IIOException;

/** Converts the samples of an image to 8-bit RGB. Alpha and colour profiles are left out, as Pillow leaves them out. */
final class Samples {
    private static final int RGB = 3;
    private static final int CMYK = 4;

    private Samples() {}

    /** The rule by which a sample of more than 8 bits becomes a byte. */
    enum Depth {
        /** The most significant 8 bits, for pictures. */
        HIGH_BYTE {
            @Override
            byte toByte(final int sample) {
                return (byte) (sample >> 8);
            }
        },
        /** 255 unless the sample is 0, for masks, in which 1 of 65535 is not black either. */
        ZERO_OR_NOT {
            @Override
            byte toByte(final int sample) {
                return (byte) (sample == 0 ? 0 : 255);
            }
        };

        abstract byte toByte(int sample);
    }

    /**
     * An image as RGB, in an array of its own. Colours that were multiplied by alpha are divided by it.
     *
     * @throws IIOException as {@link #toRgb}
     */
    static RgbImage copyOf(final BufferedImage image) throws IIOException {
        final ColorModel colors = image.getColorModel();
        if (colors.isAlphaPremultiplied()) {
            final WritableRaster copy = image.copyData(null);
            return toRgb(new BufferedImage(colors.coerceData(copy, false), copy, false, null), Depth.HIGH_BYTE);
        }
        final RgbImage rgb = toRgb(image, Depth.HIGH_BYTE);
        final boolean shared = image.getRaster().getDataBuffer() instanceof DataBufferByte bytes
                && Arrays.stream(bytes.getBankData()).anyMatch(bank -> bank == rgb.rgb());
        return shared ? new RgbImage(rgb.width(), rgb.height(), rgb.rgb().clone()) : rgb;
    }

    /**
     * An image as RGB, which may share the image's array.
     *
     * @param image with any colour model
     * @param depth how 16 bits become 8
     * @throws IIOException if there is no agreed way from its colours or samples to 8-bit RGB
     */
    static RgbImage toRgb(final BufferedImage image, final Depth depth) throws IIOException {
        final ColorModel colors = image.getColorModel();
        final Raster raster = image.getRaster();
        final byte[] rgb;
        if (colors instanceof IndexColorModel palette) {
            rgb = lookUp(raster, palette);
        } else if (colors instanceof DirectColorModel) {
            rgb = unpack(image);
        } else {
            rgb = switch (colors.getColorSpace().getType()) {
                case ColorSpace.TYPE_GRAY -> Colors.greyToRgb(interleaved(raster, 1, depth));
                case ColorSpace.TYPE_RGB -> interleaved(raster, RGB, depth);
                case ColorSpace.TYPE_CMYK -> Colors.cmykToRgb(interleaved(raster, CMYK, depth));
                default -> throw new IIOException("its colours are neither grey, RGB nor CMYK");
            };
        }
        return new RgbImage(image.getWidth(), image.getHeight(), rgb);
    }

    /**
     * The first bands of a raster, pixel by pixel.
     *
     * @return {@code [height, width, bands]}, which is the raster's own array if that is laid out in this way
     */
    static byte[] interleaved(final Raster raster, final int bands, final Depth depth) throws IIOException {
        if (!(raster.getSampleModel() instanceof ComponentSampleModel layout) || layout.getNumBands() < bands) {
            throw new IIOException("its samples are packed in an unknown way");
        }
        if (raster.getDataBuffer() instanceof DataBufferByte bytes) {
            return bytes(raster, layout, bands, bytes);
        }
        if (raster.getDataBuffer() instanceof DataBufferUShort shorts) {
            return shorts(raster, layout, bands, shorts, depth);
        }
        throw new IIOException("its samples are signed, floating-point or wider than 16 bits");
    }

    private static byte[] bytes(
            final Raster raster, final ComponentSampleModel layout, final int bands, final DataBufferByte data) {
        final int length = raster.getWidth() * raster.getHeight() * bands;
        if (data.getNumBanks() == 1 && data.getData().length == length && isInterleaved(layout, bands)) {
            return data.getData();
        }
        final byte[] out = new byte[length];
        for (int band = 0; band < bands; band++) {
            final byte[] bank = data.getData(layout.getBankIndices()[band]);
            final int start = start(raster, layout, band, data.getOffsets());
            for (int y = 0, to = band; y < raster.getHeight(); y++) {
                int from = start + y * layout.getScanlineStride();
                for (int x = 0; x < raster.getWidth(); x++, to += bands, from += layout.getPixelStride()) {
                    out[to] = bank[from];
                }
            }
        }
        return out;
    }

    private static byte[] shorts(
            final Raster raster,
            final ComponentSampleModel layout,
            final int bands,
            final DataBufferUShort data,
            final Depth depth) {
        final byte[] out = new byte[raster.getWidth() * raster.getHeight() * bands];
        for (int band = 0; band < bands; band++) {
            final short[] bank = data.getData(layout.getBankIndices()[band]);
            final int start = start(raster, layout, band, data.getOffsets());
            for (int y = 0, to = band; y < raster.getHeight(); y++) {
                int from = start + y * layout.getScanlineStride();
                for (int x = 0; x < raster.getWidth(); x++, to += bands, from += layout.getPixelStride()) {
                    out[to] = depth.toByte(bank[from] & 0xFFFF);
                }
            }
        }
        return out;
    }

    /** The index of a band's first sample in its bank; a part of a larger image shares that image's banks. */
    private static int start(
            final Raster raster, final ComponentSampleModel layout, final int band, final int[] bankOffsets) {
        return layout.getBandOffsets()[band]
                + bankOffsets[layout.getBankIndices()[band]]
                - raster.getSampleModelTranslateX() * layout.getPixelStride()
                - raster.getSampleModelTranslateY() * layout.getScanlineStride();
    }

    private static boolean isInterleaved(final ComponentSampleModel layout, final int bands) {
        final int[] offsets = layout.getBandOffsets();
        for (int band = 0; band < bands; band++) {
            if (offsets[band] != band) {
                return false;
            }
        }
        return layout.getPixelStride() == bands && layout.getScanlineStride() == layout.getWidth() * bands;
    }

    private static byte[] lookUp(final Raster raster, final IndexColorModel palette) throws IIOException {
        final int[] colors = new int[palette.getMapSize()];
        palette.getRGBs(colors);
        final byte[] out = new byte[raster.getWidth() * raster.getHeight() * RGB];
        final int[] row = new int[raster.getWidth()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, row.length, 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                if (row[x] >= colors.length) {
                    throw new IIOException("it uses a colour beyond the " + colors.length + " of its palette");
                }
                row[x] = colors[row[x]];
            }
            put(row, out, y);
        }
        return out;
    }

    private static byte[] unpack(final BufferedImage image) {
        final byte[] out = new byte[image.getWidth() * image.getHeight() * RGB];
        final int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            put(image.getRGB(0, y, row.length, 1, row, 0, row.length), out, y);
        }
        return out;
    }

    private static void put(final int[] row, final byte[] out, final int y) {
        int to = y * row.length * RGB;
        for (final int argb : row) {
            out[to++] = (byte) (argb >> 16);
            out[to++] = (byte) (argb >> 8);
            out[to++] = (byte) argb;
        }
    }
}
