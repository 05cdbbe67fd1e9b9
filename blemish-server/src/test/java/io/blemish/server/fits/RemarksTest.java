package io.blemish.server.fits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pictures that are not like the others are remarked, each for its own reason. */
class RemarksTest {
    private static FitPicture picture(
            final String id, final int width, final boolean coloured, final float brightness, final float sharpness) {
        return new FitPicture(id, id, "hash of " + id, width, 100, coloured, brightness, sharpness);
    }

    private static List<FitPicture> alike() {
        final List<FitPicture> pictures = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            pictures.add(picture("alike " + i, 100, true, 100 + i, 1 + 0.01f * i));
        }
        return pictures;
    }

    private static void expect(final FitPicture other, final Remark... remarks) {
        final List<FitPicture> pictures = alike();
        pictures.add(other);
        final Remarks compared = new Remarks(pictures);
        assertThat(compared.on(other)).containsExactlyInAnyOrder(remarks);
        assertThat(alike()).allSatisfy(one -> assertThat(compared.on(one)).isEmpty());
    }

    @Test
    void eachDifferenceHasItsRemark() {
        expect(picture("another", 100, true, 105, 1.05f));
        expect(picture("another", 101, true, 105, 1.05f), Remark.OTHER_SIZE);
        expect(picture("another", 100, false, 105, 1.05f), Remark.OTHER_COLOUR);
        expect(picture("another", 100, true, 20, 1.05f), Remark.DARK);
        expect(picture("another", 100, true, 200, 1.05f), Remark.BRIGHT);
        expect(picture("another", 100, true, 105, 0.2f), Remark.BLURRED);
        expect(new FitPicture("another", "another", "hash of alike 0", 100, 100, true, 105, 1.05f), Remark.TWIN);
    }

    @Test
    void fewPicturesAreNotComparedInLightAndSharpness() {
        final FitPicture dark = picture("dark", 100, true, 1, 0.1f);
        final List<FitPicture> few = new ArrayList<>(alike().subList(0, 4));
        few.add(dark);
        assertThat(new Remarks(few).on(dark)).isEmpty();
    }
}
