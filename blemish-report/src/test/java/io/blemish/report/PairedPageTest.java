package io.blemish.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blemish.comparison.PairedComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** Two models on the same pictures. */
class PairedPageTest {
    /** The threshold of both is 2. */
    private static final float[] GOOD = {0.5f, 0.8f, 1.0f, 1.2f, 1.4f, 1.6f, 1.7f, 1.8f};

    @TempDir
    private Path folder;

    private Evaluations pictures(final String model, final float... defects) {
        final Evaluations evaluations = new Evaluations(folder, 1).by(model);
        for (int i = 0; i < GOOD.length; i++) {
            evaluations.unwritten("good/" + i, false, GOOD[i]);
        }
        for (int i = 0; i < defects.length; i++) {
            evaluations.unwritten("bad/" + i, true, defects[i]);
        }
        return evaluations;
    }

    private Page page(final PairedComparison comparison) throws IOException {
        final Path file = folder.resolve("against.html");
        PairedPage.write(comparison, file);
        return Page.parse(file);
    }

    @Test
    void theBetterModelIsNamedWhicheverComesFirst() {
        final Evaluations better = pictures("new", 3, 4, 5, 6, 3, 4, 5, 6);
        final Evaluations worse = pictures("old", 0.6f, 0.7f, 1.1f, 1.3f, 3, 0.9f, 0.4f, 1.5f);
        final String start = "new is better than old on these pictures: its image AUROC is higher by 0.6";
        assertThat(PairedComparison.of(better.build(), worse.build()).sentence())
                .startsWith(start);
        final PairedComparison turned = PairedComparison.of(worse.build(), better.build());
        assertThat(turned.sentence()).startsWith(start);
        assertThat(turned.auroc().orElseThrow().difference()).isNegative();
        assertThat(turned.found().onlyFirst()).isZero();
        assertThat(turned.found().onlySecond()).isEqualTo(7);
        assertThat(turned.found().p()).isCloseTo(2 * Math.pow(0.5, 7), within(1e-12));
    }

    @Test
    void modelsThatThePicturesDoNotTellApartTie() {
        final PairedComparison comparison = PairedComparison.of(
                pictures("new", 3, 4, 5, 1.1f).build(),
                pictures("old", 3, 4, 1.15f, 5).build());
        assertThat(comparison.sentence())
                .isEqualTo("new ties with old on these pictures: it takes more to tell them apart.");
        assertThat(PairedComparison.of(pictures("new").build(), pictures("old").build())
                        .sentence())
                .startsWith("Without two good and two defective pictures");
    }

    @Test
    void aDifferenceWithoutAnySpreadIsNotCalledSure() throws IOException {
        final PairedComparison comparison =
                PairedComparison.of(pairs("new", 3).build(), pairs("old", 1).build());
        assertThat(comparison.sentence()).startsWith("The pictures are too few");
    }

    /** Two defective pictures of a score and two good ones of the score 1. */
    private Evaluations pairs(final String model, final float defective) throws IOException {
        final Evaluations pictures = new Evaluations(folder, 1).by(model);
        for (final String number : List.of("0", "1")) {
            pictures.add("dent/" + number, "dent", true, defective, false);
            pictures.add("good/" + number, "good", false, 1, false);
        }
        return pictures;
    }

    @Test
    void onlyPicturesThatBothJudgedCount() {
        final PairedComparison comparison = PairedComparison.of(
                pictures("new", 3, 4).unwritten("new only", true, 1).build(),
                pictures("old", 3, 4).unwritten("old only", false, 9).build());
        assertThat(comparison.pairs()).hasSize(GOOD.length + 2);
        assertThat(comparison.model().decisions())
                .isEqualTo(comparison.against().decisions());
        assertThat(comparison.differing()).isEmpty();
    }

    @Test
    void picturesOnWhichTheyDifferAreShownWithBothMaps() throws IOException {
        final PairedComparison comparison = PairedComparison.of(
                new Evaluations(folder, 1)
                        .by("new")
                        .add("dent", "dent", true, 3, true)
                        .add("fine", "good", false, 1, false)
                        .build(),
                new Evaluations(folder, 1)
                        .by("old")
                        .add("dent", "dent", true, 1, true)
                        .add("fine", "good", false, 1, false)
                        .build());
        final Page page = page(comparison);
        assertThat(page.ofClass("verdict").get(0).getTextContent()).isEqualTo(comparison.sentence());
        assertThat(page.ofClass("card")).hasSize(1);
        assertThat(page.ofClass("card").get(0).getTextContent())
                .contains("new: defect, score 1.500 times the threshold", "old: ok, score 0.500 times the threshold");
        assertThat(page.elements("figcaption").stream().map(Element::getTextContent))
                .containsExactly("Picture", "new", "old", "True defect");
        assertThat(page.elements("img"))
                .allMatch(image -> image.getAttribute("src").startsWith("data:"));
    }

    @Test
    void manyDifferencesStayOneFileOfBoundedSize() throws IOException {
        final Evaluations first = new Evaluations(folder, 1).by("new");
        final Evaluations second = new Evaluations(folder, 2).by("old");
        for (int i = 0; i < 30; i++) {
            first.add("dent/" + i, "dent", true, 3, true);
            second.add("dent/" + i, "dent", true, 1, true);
        }
        final Page page = page(PairedComparison.of(first.build(), second.build()));
        assertThat(page.ofClass("card")).hasSize(24);
        assertThat(page.section("Pictures on which they differ").getTextContent())
                .contains("24 of 30", "dent/29");
        assertThat(page.bytes().length).isLessThan(5_000_000);
    }
}
