package io.blemish.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
    @ParameterizedTest
    @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
    void isReadInEitherByteOrder(final String name) {
        final ByteOrder order = name.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        assertThat(orientation(tiff(order, 6))).isEqualTo(Orientation.NEEDS_CLOCKWISE_TURN);
        assertThat(orientation(tiff(order, 3))).isEqualTo(Orientation.UPSIDE_DOWN);
    }

    @Test
    void isReadFromABigTiff() {
        final ByteBuffer file = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'I')
                .put((byte) 'I')
                .putShort((short) 43)
                .putShort((short) 8)
                .putShort((short) 0);
        file.putLong(16)
                .putLong(1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putLong(1)
                .putShort((short) 8);
        assertThat(orientation(file.array())).isEqualTo(Orientation.NEEDS_ANTICLOCKWISE_TURN);
    }

    @Test
    void anOrientationThatCannotBeReadIsUpright() {
        assertThat(orientation(tiff(ByteOrder.BIG_ENDIAN, 0))).isEqualTo(Orientation.UPRIGHT);
        assertThat(orientation(tiff(ByteOrder.BIG_ENDIAN, 9))).isEqualTo(Orientation.UPRIGHT);
        final byte[] whole = tiff(ByteOrder.BIG_ENDIAN, 6);
        for (int length = 0; length < 32; length++) {
            assertThat(orientation(Arrays.copyOf(whole, length))).isEqualTo(Orientation.UPRIGHT);
        }
    }

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void everyPixelIsKept(final Orientation orientation) {
        final RgbImage stored = Patterns.pattern(5, 3);
        final RgbImage upright = orientation.apply(stored);
        assertThat(upright.size()).isEqualTo(orientation.apply(stored.size()));
        final byte[] before = stored.rgb().clone();
        final byte[] after = upright.rgb().clone();
        Arrays.sort(before);
        Arrays.sort(after);
        assertThat(after).isEqualTo(before);
    }

    private static Orientation orientation(final byte[] tiff) {
        return Orientation.ofTiff(new ByteArrayImageInputStream(tiff));
    }

    /** A directory of two entries, the second of which is the orientation. */
    private static byte[] tiff(final ByteOrder order, final int value) {
        final byte mark = (byte) (order == ByteOrder.BIG_ENDIAN ? 'M' : 'I');
        final ByteBuffer file = ByteBuffer.allocate(38).order(order);
        file.put(mark).put(mark).putShort((short) 42).putInt(8).putShort((short) 2);
        file.putShort((short) 0x0100).putShort((short) 3).putInt(1).putInt(0);
        file.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) value);
        return file.array();
    }
}
