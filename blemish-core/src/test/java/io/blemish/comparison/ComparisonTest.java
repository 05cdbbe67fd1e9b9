package io.blemish.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    @TempDir
    private static Path folder;

    @Test
    void theMostAccurateMayBeTheFastestOfTheNear() {
        assertThat(comparison(result("a", 0.95, 20), result("b", 0.9449, 5), result("c", 0.949, 30))
                        .sentence())
                .startsWith("a is the most accurate")
                .contains("0.950", "20 ms")
                .doesNotContain("b", "c with");
    }

    @Test
    void orAnotherIsHardlyWorseAndFaster() {
        assertThat(comparison(result("a", 0.95, 200), result("b", 0.9451, 5), result("c", 0.949, 30))
                        .sentence())
                .isEqualTo(
                        "a is the most accurate, with an image AUROC of 0.950 at 200 ms a picture; the fastest within"
                                + " 0.005 of that is b, with 0.945 at 5.0 ms.");
    }

    @Test
    void ofTwoAsAccurateTheFasterIsNamed() {
        assertThat(comparison(result("a", 1.0, 200), result("b", 1.0, 100)).sentence())
                .startsWith("b is the most accurate");
    }

    @Test
    void whatFailedIsNoCandidate() {
        assertThat(comparison(Result.failed("", "net", "a", "Why."), result("b", 0.6, 5))
                        .sentence())
                .startsWith("b is the most accurate");
        assertThat(comparison(Result.failed("", "net", "a", "Why.")).sentence()).isEqualTo("No method could be run.");
    }

    @Test
    void withoutDefectsOnlyTimesAreCompared() {
        assertThat(comparison(result("a", null, 20), result("b", null, 5)).sentence())
                .contains("no accuracy", "b at 5.0 ms");
    }

    @Test
    void theNetworkIsNamedWhereThereAreSeveral() {
        final Result one = result("a", 0.9, 20);
        final Result other = new Result("", "second", "a", null, one.accuracy(), one.cost());
        assertThat(comparison(one).label(one)).isEqualTo("a");
        assertThat(comparison(one, other).label(other)).isEqualTo("a with second");
    }

    @Test
    void methodsWhoseIntervalsHoldTheBestTieWithIt() {
        final Result wide = new Result(
                "",
                "net",
                "b",
                null,
                new Result.Accuracy(0.9, 0.8, 0.96, null, null, 11, 0),
                result("b", 0.9, 20).cost());
        assertThat(comparison(result("a", 0.95, 20), wide, result("c", 0.94, 30))
                        .sentence())
                .endsWith(" a ties with b on these pictures: it takes more to tell them apart.");
        assertThat(comparison(result("a", 0.95, 20), result("c", 0.94, 30)).sentence())
                .doesNotContain("ties");
    }

    @Test
    void isReadAsItWasWritten() {
        final Comparison comparison = comparison(result("a", null, 20), Result.failed("k", "net", "b", "Why."));
        comparison.write(folder.resolve("compare.json"));
        assertThat(Comparison.read(folder.resolve("compare.json"))).isEqualTo(comparison);
    }

    private static Comparison comparison(final Result... results) {
        return new Comparison("tiles", 20, 5, 6, 2, "blemish", List.of(results));
    }

    private static Result result(final String method, final @Nullable Double auroc, final double millis) {
        return new Result(
                "",
                "net",
                method,
                null,
                new Result.Accuracy(auroc, auroc, auroc, auroc, auroc, 11, 0),
                new Result.Cost(10, 4, millis, 3, millis - 4, 1, 50, 1000, 2000, 1000));
    }
}
