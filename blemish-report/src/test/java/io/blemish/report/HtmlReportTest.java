package io.blemish.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.artifact.Npy;
import io.blemish.dataset.Mask;
import io.blemish.evaluation.Evaluation;
import io.blemish.image.PngWriter;
import io.blemish.prediction.drawing.Predictions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class HtmlReportTest {
    private static final String HOSTILE = "\"><script>alert('x')</script>&amp;\u202Egnp.\u0007\uD800 한글";

    @TempDir
    private Path folder;

    @Test
    void theFirstSentenceHasTheNumbersOfFindsAndFalseAlarms() throws IOException {
        final Evaluations evaluations = new Evaluations(folder, 1);
        for (int i = 0; i < 4; i++) {
            evaluations.unwritten("good" + i, false, i == 0 ? 2.5f : 1);
            evaluations.unwritten("bad" + i, true, i == 0 ? 1.5f : 3);
        }

        final Page page = Page.of(evaluations.build(), folder);

        assertThat(page.ofClass("verdict").get(0).getTextContent())
                .isEqualTo("The model judged 8 pictures: 4 with a defect, 4 good. It found 3 of 4 defects (75%) and"
                        + " raised 1 false alarm on the good ones (25%).");
    }

    @Test
    void containsTheFiguresOfTheEvaluation() throws IOException {
        final Evaluation evaluation = new Evaluations(folder, 2)
                .good(20)
                .defective("scratch", 10, true)
                .build();

        final Page page = Page.of(evaluation, folder);

        assertThat(page.ofClass("figure").stream().map(Element::getTextContent))
                .contains(
                        Figures.metric(evaluation.image().auroc()),
                        Figures.metric(evaluation.image().averagePrecision()),
                        Figures.metric(evaluation.pixel().orElseThrow().auroc()),
                        Figures.metric(evaluation.pixel().orElseThrow().aupro()));
        assertThat(page.text()).contains("cd".repeat(32), "blemish 0.1.0", "efficientnet-lite0, layers layer2, layer3");
    }

    @Test
    void verdictsAreCountedByTruthSizeAndPromise() throws IOException {
        final Evaluations evaluations = new Evaluations(folder, 30);
        evaluations.add("small", "dent", true, 3, true);
        evaluations.add("missed", "dent", true, 1, true);
        evaluations.unwritten("good", false, 1).unwritten("alarm", false, 3);

        final Page page = Page.of(evaluations.build(), folder);

        assertThat(page.section("Verdicts").getTextContent())
                .contains("With a defect1 (50%)1 (50%)", "Good1 (50%)1 (50%)");
        assertThat(page.section("By size of the defect").getTextContent()).contains("2% to 10%21 (50%)");
        assertThat(page.section("Other thresholds").getTextContent()).contains("Up to 5% false alarms promised");
        assertThat(page.section("All pictures").getTextContent())
                .contains("alarmgoodno3.000defect", "misseddentyes1.000ok");
        assertThat(page.ofClass("slider").get(0).getAttribute("data-defective")).isEqualTo("3.0 1.0");
    }

    @Test
    void showsTheWorstFirst() throws IOException {
        final Page page = Page.of(
                new Evaluations(folder, 3)
                        .unwritten("fair-miss", true, 1.9f)
                        .unwritten("worst-miss", true, 0.2f)
                        .unwritten("good", false, 0.5f)
                        .unwritten("fair-alarm", false, 2.1f)
                        .unwritten("worst-alarm", false, 9)
                        .unwritten("found", true, 3)
                        .unwritten("clearly-found", true, 8)
                        .build(),
                folder);

        assertThat(Page.cards(page.section("Missed defects"))).containsExactly("worst-miss", "fair-miss");
        assertThat(Page.cards(page.section("False alarms "))).containsExactly("worst-alarm", "fair-alarm");
        assertThat(Page.cards(page.section("Clearest finds"))).containsExactly("clearly-found", "found");
    }

    @Test
    void showsPictureHeatMapAndTrueDefectSideBySide() throws IOException {
        final Page page = Page.of(
                new Evaluations(folder, 4)
                        .add("drawn", "dent", true, 3, true)
                        .add("undrawn", "dent", true, 2.5f, false)
                        .build(),
                folder);

        final Element finds = page.section("Clearest finds");
        assertThat(page.ofClass("panels").stream().map(Element::getTextContent))
                .containsExactly("PictureOverlayTrue defect", "PictureOverlay");
        assertThat(Page.cards(finds)).containsExactly("drawn", "undrawn");
    }

    @Test
    void showsTheWholeHeatMapOfAMissedDefect() throws IOException {
        final Page page = Page.of(
                new Evaluations(folder, 20).add("missed", "dent", true, 1, true).build(), folder);

        assertThat(page.ofClass("panels").get(0).getTextContent()).isEqualTo("PictureHeat mapTrue defect");
    }

    @Test
    void namesAnEmptyMask() throws IOException {
        final Evaluations evaluations = new Evaluations(folder, 21).add("blank", "dent", true, 3, true);
        Files.write(folder.resolve("0_mask.png"), PngWriter.toBytes(Predictions.grey(Evaluations.PICTURE, 0)));

        final Page page = Page.of(evaluations.build(), folder);

        assertThat(page.ofClass("panels").get(0).getTextContent()).isEqualTo("PictureOverlayMask is empty");
    }

    @Test
    void noTextFromOutsideBecomesMarkup() throws IOException {
        final Page page = Page.of(
                new Evaluations(folder, 5)
                        .named(HOSTILE)
                        .add(HOSTILE, HOSTILE, true, 3, true)
                        .add("good", "good", false, 1, false)
                        .failed(HOSTILE, "Because of " + HOSTILE)
                        .warning(HOSTILE)
                        .build(),
                folder);

        assertThat(page.elements("script")).hasSize(1);
        final String shown = "\"><script>alert('x')</script>&amp;\u202Egnp.\uFFFD\uFFFD 한글";
        assertThat(page.elements("h1").get(0).getTextContent()).isEqualTo(shown);
        assertThat(Page.cards(page.section("Clearest finds"))).containsExactly(shown);
        assertThat(page.elements("img").stream().map(image -> image.getAttribute("alt")))
                .contains("The picture " + shown);
        assertThat(page.section("Not judged").getTextContent()).contains("Because of " + shown);
    }

    @Test
    void loadsNothing() throws IOException {
        final Page page = Page.of(
                new Evaluations(folder, 6).good(3).defective("dent", 3, true).build(), folder);

        assertThat(page.elements("img"))
                .isNotEmpty()
                .allSatisfy(image -> assertThat(image.getAttribute("src")).startsWith("data:image/"));
        assertThat(page.elements("svg")).isNotEmpty();
        assertThat(page.elements("*")).allSatisfy(element -> {
            assertThat(element.hasAttribute("href")).isFalse();
            assertThat(element.getAttribute("style")).doesNotContain("url(");
        });
        assertThat(page.elements("link")).isEmpty();
        assertThat(page.elements("script")).hasSize(1);
        assertThat(page.elements("meta").stream().map(meta -> meta.getAttribute("content")))
                .anySatisfy(policy -> assertThat(policy)
                        .startsWith("default-src 'none'")
                        .contains("script-src 'sha256-")
                        .doesNotContain("script-src 'unsafe-inline'"));
        assertThat(page.elements("style").get(0).getTextContent()).doesNotContain("url(", "@import");
    }

    @Test
    void everyPictureAndChartIsDescribedAndEveryTableHasHeaders() throws IOException {
        final Page page = Page.of(
                new Evaluations(folder, 7).good(3).defective("dent", 3, true).build(), folder);

        assertThat(page.elements("img"))
                .allSatisfy(image -> assertThat(image.getAttribute("alt")).isNotBlank());
        assertThat(page.ofClass("chart").stream().flatMap(chart -> Page.texts(chart, "title").stream()))
                .containsExactly("Scores", "ROC curve", "Precision and recall", "PRO curve", "Region IoU");
        assertThat(page.ofClass("chart").stream().flatMap(chart -> Page.texts(chart, "desc").stream()))
                .contains("Horizontal axis: False alarms [% of good], with ticks from 0 to 100."
                        + " Vertical axis: Found [% of defective], with ticks from 0 to 100.");
        assertThat(page.elements("th")).allSatisfy(header -> {
            assertThat(header.getAttribute("scope")).isIn("row", "col");
            assertThat(header.getTextContent()).isNotBlank();
        });
        assertThat(page.elements("html").get(0).getAttribute("lang")).isEqualTo("en");
        assertThat(page.elements("h1")).hasSize(1);
    }

    @Test
    void theSameEvaluationGivesTheSameBytes() throws IOException {
        final Evaluation evaluation =
                new Evaluations(folder, 8).good(8).defective("dent", 6, true).build();

        assertThat(Page.of(evaluation, folder).bytes())
                .isEqualTo(Page.of(evaluation, folder).bytes());
    }

    @Test
    void allGood() throws IOException {
        final Page page = Page.of(new Evaluations(folder, 9).good(5).build(), folder);

        assertThat(page.ofClass("verdict").get(0).getTextContent())
                .startsWith("The model judged 5 pictures, all of them good.");
        assertThat(page.hasSection("Missed defects")).isFalse();
        assertThat(page.hasSection("Other thresholds")).isFalse();
        assertThat(page.ofClass("chart")).hasSize(1);
    }

    @Test
    void allDefectiveWithoutMasks() throws IOException {
        final Page page =
                Page.of(new Evaluations(folder, 10).defective("dent", 5, false).build(), folder);

        assertThat(page.ofClass("verdict").get(0).getTextContent())
                .startsWith("The model judged 5 pictures, all of them with a defect.");
        assertThat(page.hasSection("False alarms ")).isFalse();
        assertThat(page.text()).contains("needs masks");
    }

    @Test
    void allFailed() throws IOException {
        final Evaluations evaluations = new Evaluations(folder, 11);
        for (int i = 0; i < 200; i++) {
            evaluations.failed("part" + i, "It is cut off.");
        }

        final Page page = Page.of(evaluations.build(), folder);

        assertThat(page.ofClass("verdict").get(0).getTextContent()).isEqualTo("No picture could be judged.");
        assertThat(page.section("Not judged: 200 pictures").getTextContent()).contains("And 150 more.");
        assertThat(page.ofClass("chart")).isEmpty();
    }

    @Test
    void onePicture() throws IOException {
        final Page page = Page.of(
                new Evaluations(folder, 12).add("one", "good", false, 1, false).build(), folder);

        assertThat(page.ofClass("verdict").get(0).getTextContent()).startsWith("The model judged 1 picture, ");
    }

    @Test
    void allScoresAlike() throws IOException {
        final Evaluations evaluations = new Evaluations(folder, 13);
        for (int i = 0; i < 5; i++) {
            evaluations.unwritten("good" + i, false, Predictions.THRESHOLD);
            evaluations.unwritten("bad" + i, true, Predictions.THRESHOLD);
        }

        final Page page = Page.of(evaluations.build(), folder);

        assertThat(page.ofClass("chart")).hasSize(3);
        assertThat(page.section("Other thresholds").getTextContent()).contains("No defect missed");
    }

    @Test
    void theReportOfTenThousandPicturesIsSmall() throws IOException {
        final Random random = new Random(14);
        final Evaluations evaluations = new Evaluations(folder, 14).good(15).defective("dent", 40, true);
        for (int i = 0; i < 10_000; i++) {
            final boolean defective = i % 10 == 0;
            evaluations.unwritten("more" + i, defective, (defective ? 1.9f : 0.9f) + random.nextFloat() / 10);
        }

        final Page page = Page.of(evaluations.build(), folder);

        assertThat(page.bytes()).hasSizeLessThan(5_000_000);
        assertThat(page.ofClass("card").size()).isLessThanOrEqualTo(3 * Gallery.MOST);
    }

    @Test
    void showsMasksInSeveralPartsAndOfFrames() throws IOException {
        final Evaluations evaluations = new Evaluations(folder, 20);
        final Path frames = folder.resolve("frames.npy");
        final byte[] drawn = new byte[2 * Math.toIntExact(Evaluations.PICTURE.pixels())];
        Arrays.fill(drawn, drawn.length / 2, drawn.length * 3 / 4, (byte) 1);
        try (var out = Files.newOutputStream(frames)) {
            Npy.write(out, drawn, 2, Evaluations.PICTURE.height(), Evaluations.PICTURE.width());
        }
        final Mask.Parts parts = new Mask.Parts(
                List.of(evaluations.maskFile("a.png", 0.2, 0.2), evaluations.maskFile("b.png", 0.8, 0.8)), Map.of());
        final Page page = Page.of(
                evaluations
                        .masked("frame", new Mask.NpyFrame(frames, 1), 4)
                        .masked("parts", parts, 3)
                        .build(),
                folder);

        assertThat(page.ofClass("panels").stream().map(Element::getTextContent))
                .containsExactly("PictureOverlayTrue defect", "PictureOverlayTrue defect");
        assertThat(page.elements("img").stream().map(image -> image.getAttribute("alt")))
                .contains("The true defect, 50% of the picture, outlined");
    }

    @Test
    void drawsACurveForEachClip() throws IOException {
        final Evaluations evaluations = new Evaluations(folder, 21);
        for (int index = 0; index < 50; index += 5) {
            evaluations.frame("02", index, false, 1);
            evaluations.frame("01", index, index >= 20, index >= 25 || index == 0 ? 3 : 1);
        }

        final Element clips = Page.of(evaluations.build(), folder).section("Clips ");

        assertThat(Page.texts(clips, "h3")).containsExactly("Clip 01", "Clip 02");
        assertThat(Page.texts(clips, "figcaption"))
                .containsExactly(
                        "10 frames, 5 of 6 anomalous ones found, 1 false alarm, AUROC within the clip 0.792.",
                        "10 frames, 0 false alarms.");
    }

    @Test
    void hasNoClipsIfPicturesAreNotFrames() throws IOException {
        final Page page = Page.of(new Evaluations(folder, 22).good(2).build(), folder);

        assertThat(page.hasSection("Clips ")).isFalse();
    }

    @Test
    void showsTheWorstOfManyClips() throws IOException {
        final Random random = new Random(23);
        final Evaluations evaluations = new Evaluations(folder, 23);
        for (int clip = 0; clip < ClipCurves.MOST + 5; clip++) {
            for (int index = 0; index < 100; index++) {
                final float score = random.nextFloat() + (clip % 10 == 0 && index < 10 ? 3 : 0);
                evaluations.frame("%02d".formatted(clip), index, false, score);
            }
        }

        final Page page = Page.of(evaluations.build(), folder);
        final Element clips = page.section("Clips ");

        assertThat(Page.texts(clips, "h3"))
                .hasSize(ClipCurves.MOST)
                .isSorted()
                .contains("Clip 00", "Clip 10", "Clip 20", "Clip 30");
        assertThat(clips.getTextContent()).startsWith("Clips 40 of 45, those with the largest share of wrong frames");
    }

    @Test
    void theReportOfNoisyPicturesAndClipsIsSmall() throws IOException {
        final Evaluations evaluations = new Evaluations(folder, 15);
        for (int i = 0; i < Gallery.MOST; i++) {
            evaluations.add("missed" + i, "dent", true, 1, true);
            evaluations.add("found" + i, "dent", true, 5, true);
            evaluations.add("alarm" + i, "good", false, 5, false);
        }
        final Random random = new Random(15);
        for (int i = 0; i < ClipCurves.MOST * 400; i++) {
            evaluations.frame("clip" + i / 400, i % 400, i % 7 < 3, 1.5f + random.nextFloat());
        }

        final Page page = Page.of(evaluations.build(), folder);

        assertThat(page.ofClass("card")).hasSize(3 * Gallery.MOST);
        assertThat(page.bytes()).hasSizeLessThan(5_000_000);
    }

    @Test
    void givesTheReasonInPlaceOfAPictureThatCannotBeRead() throws IOException {
        final Page page =
                Page.of(new Evaluations(folder, 16).unwritten("gone", true, 3).build(), folder);

        assertThat(page.ofClass("panels").get(0).getTextContent())
                .startsWith("Not shown.")
                .contains("absent.png");
    }

    @Test
    void warnsIfThereAreMoreFalseAlarmsThanChanceExplains() throws IOException {
        final Evaluations many = new Evaluations(folder, 17);
        final Evaluations few = new Evaluations(folder, 17);
        for (int i = 0; i < 50; i++) {
            many.unwritten("good" + i, false, i < 25 ? 3 : 1);
            few.unwritten("good" + i, false, i < 1 ? 3 : 1);
        }

        assertThat(Page.of(many.build(), folder).ofClass("threshold").get(0).getTextContent())
                .contains(
                        "at most 2.5% are expected to raise a false alarm",
                        "They are too few to promise 1%; 99 are needed.", "larger than chance explains");
        assertThat(Page.of(few.build(), folder).ofClass("threshold").get(0).getTextContent())
                .doesNotContain("larger than chance explains");
    }

    @Test
    void leavesNoTemporaryFileIfItCannotBeWritten() throws IOException {
        final Path taken = folder.resolve("taken");
        Files.createDirectories(taken);

        assertThatThrownBy(() ->
                        HtmlReport.write(new Evaluations(folder, 18).good(1).build(), taken))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("taken");
        try (var left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void startsWithTheDoctypeOfHtml5() throws IOException {
        final Page page = Page.of(new Evaluations(folder, 19).good(1).build(), folder);

        assertThat(new String(page.bytes(), StandardCharsets.UTF_8)).startsWith("<!DOCTYPE html>\n<html lang=\"en\"");
    }
}
