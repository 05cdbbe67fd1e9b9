package io.blemish.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfFloatTest {
    private static final int LARGEST = 0x7bff;

    @Test
    void everyHalfIsTheHalfOfItsOwnValue() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            final float value = HalfFloat.toFloat((short) bits);
            final short again = HalfFloat.of(value);
            if (Float.isNaN(value)) {
                assertThat(HalfFloat.toFloat(again)).isNaN();
            } else {
                assertThat(again).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void otherValuesBecomeTheNearestHalfAndTiesTheEvenOne() {
        for (int bits = 0; bits < LARGEST; bits++) {
            final float below = HalfFloat.toFloat((short) bits);
            final float above = HalfFloat.toFloat((short) (bits + 1));
            final float middle = (below + above) / 2;
            assertThat(HalfFloat.of(middle)).isEqualTo((short) (bits + (bits & 1)));
            assertThat(HalfFloat.of(Math.nextDown(middle))).isEqualTo((short) bits);
            assertThat(HalfFloat.of(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
            assertThat(HalfFloat.of(-Math.nextUp(middle))).isEqualTo((short) ((bits + 1) | 0x8000));
        }
    }

    @Test
    void whatIsLargerThanAnyHalfOverflows() {
        assertThat(HalfFloat.overflows(65519)).isFalse();
        assertThat(HalfFloat.overflows(65520)).isTrue();
        assertThat(HalfFloat.overflows(-1e9f)).isTrue();
        assertThat(HalfFloat.overflows(Float.POSITIVE_INFINITY)).isFalse();
        assertThat(HalfFloat.of(1e-9f)).isZero();
    }
}
