package io.blemish.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.comparison.Comparison;
import io.blemish.comparison.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ComparisonPageTest {
    @TempDir
    private Path folder;

    @Test
    void showsEachMethodAsAPointAndAsARow() throws IOException {
        final Comparison comparison = comparison(
                result("net", "patchcore@1%", 0.93, 20),
                result("net", "patchcore@100%", 0.94, 300),
                result("net", "padim", 0.9, 40),
                result("net", "spade", 0.88, 2000));
        final Page page = page(comparison);
        assertThat(page.ofClass("verdict").get(0).getTextContent()).isEqualTo(comparison.sentence());
        assertThat(page.ofClass("mark")).hasSize(4);
        assertThat(page.ofClass("banks")).as("between the two banks").hasSize(1);
        assertThat(page.ofClass("name").stream().map(Element::getTextContent))
                .containsExactlyInAnyOrder("patchcore@1%", "patchcore@100%", "padim", "spade");
        assertThat(page.elements("tr")).hasSize(5);
    }

    @Test
    void fasterMethodsAreFartherLeftAndBetterOnesHigher() throws IOException {
        final Page page =
                page(comparison(result("net", "patchcore@1%", 0.93, 20), result("net", "patchcore@10%", 0.95, 200)));
        final List<Element> marks = page.ofClass("mark");
        assertThat(position(marks.get(0))[0]).isLessThan(position(marks.get(1))[0]);
        assertThat(position(marks.get(0))[1]).isGreaterThan(position(marks.get(1))[1]);
    }

    @Test
    void labelsOfPointsAtTheSamePositionDoNotOverlap() throws IOException {
        final Page page = page(comparison(
                result("net", "patchcore@1%", 0.93, 20),
                result("net", "patchcore@2%", 0.93, 20),
                result("net", "patchcore@3%", 0.93, 20)));
        assertThat(page.ofClass("name").stream()
                        .map(label -> label.getAttribute("x") + " " + label.getAttribute("y"))
                        .distinct())
                .hasSize(3);
    }

    @Test
    void aLineJoinsADistantLabelToItsPoint() throws IOException {
        final Page page = page(comparison(
                result("net", "patchcore@1%", 0.93, 20),
                result("net", "patchcore@2%", 0.93, 20),
                result("net", "patchcore@3%", 0.93, 20),
                result("net", "spade", 0.85, 200)));
        final Element mark = page.ofClass("mark").get(0);
        final List<Element> leaders = page.ofClass("leader");
        assertThat(leaders)
                .as("one of the three labels is directly on the right of its point")
                .hasSize(2);
        for (final Element leader : leaders) {
            assertThat(new double[] {number(leader, "x1"), number(leader, "y1")})
                    .isEqualTo(position(mark));
            assertThat(number(leader, "y2")).isNotEqualTo(number(leader, "y1"));
        }
    }

    @Test
    void noLineJoinsALabelDirectlyBesideItsPoint() throws IOException {
        final Page page = page(comparison(result("net", "patchcore@1%", 0.93, 20), result("net", "spade", 0.7, 2000)));
        assertThat(page.ofClass("leader")).isEmpty();
    }

    @Test
    void escapesTheReasonOfAFailure() throws IOException {
        final Page page = page(comparison(
                result("net", "padim", 0.9, 40), new Result("", "<b>", "spade", "No <i>room</i>.", null, null)));
        assertThat(page.ofClass("failures").get(0).getTextContent()).contains("spade with <b>: No <i>room</i>.");
        assertThat(page.elements("b")).isEmpty();
    }

    @Test
    void hasNoChartIfNoAccuracyIsKnown() throws IOException {
        assertThat(page(comparison(new Result("", "net", "spade", "No room.", null, null)))
                        .elements("svg"))
                .isEmpty();
    }

    private Page page(final Comparison comparison) throws IOException {
        final Path file = folder.resolve("compare.html");
        ComparisonPage.write(comparison, file);
        return Page.parse(file);
    }

    private static double[] position(final Element mark) {
        final String transform = mark.getAttribute("transform");
        return Arrays.stream(transform
                        .substring("translate(".length(), transform.length() - 1)
                        .split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static double number(final Element element, final String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static Comparison comparison(final Result... results) {
        return new Comparison("tiles", 20, 5, 6, 2, "blemish", List.of(results));
    }

    private static Result result(final String backbone, final String method, final double auroc, final double millis) {
        return new Result(
                "",
                backbone,
                method,
                null,
                new Result.Accuracy(auroc, auroc - 0.02, auroc + 0.02, auroc, auroc, 11, 0),
                new Result.Cost(10, 4, millis, 3, millis - 4, 1, 50, 1000, 2000, 1000));
    }
}
