package io.blemish.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.drift.DriftStatistic;
import io.blemish.server.audit.Action;
import io.blemish.server.fits.FitState;
import io.blemish.server.fits.Remark;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.users.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Both languages have the same texts, and both palettes have enough contrast. */
class WordsTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");
    private static final Pattern COLOR = Pattern.compile("--([a-z-]+): #([0-9a-f]{6});");
    private static final double READABLE = 4.5;

    /** The colours of text, each with the colours behind it. */
    private static final Map<String, Set<String>> ON = Map.of(
            "ink", Set.of("ground", "surface", "sunk", "anomalous-soft", "normal-soft"),
            "quiet", Set.of("ground", "surface", "anomalous-soft", "normal-soft"),
            "accent", Set.of("ground", "surface"),
            "on-accent", Set.of("accent"),
            "on-anomalous", Set.of("anomalous"),
            "anomalous", Set.of("surface"),
            "on-normal", Set.of("normal"));

    private static String file(final String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(WordsTest.class.getResourceAsStream("/page/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, String> words(final String language) throws IOException {
        return JsonMapper.builder().build().readValue(file("words/" + language + ".json"), new TypeReference<>() {});
    }

    @Test
    void koreanHasEveryTextWithTheSamePlaceholders() throws IOException {
        final Map<String, String> english = words("en");
        final Map<String, String> korean = words("ko");

        // English has a singular; Korean has one form for both.
        final Set<String> expected = english.keySet().stream()
                .filter(key -> !key.endsWith(".one"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(korean.keySet()).containsExactlyInAnyOrderElementsOf(expected);
        for (final String key : expected) {
            assertThat(placeholders(found(korean, key))).as(key).isEqualTo(placeholders(found(english, key)));
        }
    }

    @Test
    void everyKindOfProblemHasAText() throws IOException {
        final List<String> kinds =
                Arrays.stream(ProblemKind.values()).map(ProblemKind::slug).toList();
        assertThat(kinds).isNotEmpty();
        for (final String language : List.of("en", "ko")) {
            final Map<String, String> words = words(language);
            assertThat(kinds).allSatisfy(kind -> assertThat(words).containsKey("problem." + kind));
        }
    }

    @Test
    void everyDriftHasAText() throws IOException {
        final Map<String, String> words = words("en");
        for (final DriftStatistic statistic : DriftStatistic.values()) {
            assertThat(words).containsKey("drift." + statistic.word() + ".up");
            assertThat(words.containsKey("drift." + statistic.word() + ".down")).isEqualTo(statistic.bothWays());
        }
    }

    @Test
    void everyStateAndRemarkOfAFitHasAText() throws IOException {
        final Map<String, String> words = words("en");
        assertThat(FitState.values()).allSatisfy(state -> assertThat(words).containsKey("fit.state." + state.word()));
        assertThat(Remark.values()).allSatisfy(remark -> assertThat(words).containsKey("remark." + remark.word()));
    }

    @Test
    void everyActionOfTheAuditLogAndEveryRoleHasAText() throws IOException {
        final Map<String, String> words = words("en");
        assertThat(Action.values()).allSatisfy(action -> assertThat(words).containsKey("audit." + action.word()));
        assertThat(Role.values()).allSatisfy(role -> assertThat(words).containsKey("role." + role.word()));
    }

    private static String found(final Map<String, String> map, final String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    private static Set<String> placeholders(final String text) {
        return PLACEHOLDER.matcher(text).results().map(m -> m.group()).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "main",
                "inspect",
                "batch",
                "queue",
                "camera",
                "verdict",
                "viewer",
                "histogram",
                "live",
                "line",
                "tile",
                "follow",
                "charts",
                "history",
                "models",
                "threshold",
                "drift",
                "chooser",
                "checked",
                "fit",
                "fits",
                "fitting",
                "updating",
                "region",
                "one",
                "states",
                "pages",
                "signin",
                "audit",
                "dialogs"
            })
    void everyTextThatIsShownIsThere(final String module) throws IOException {
        final Set<String> keys = words("en").keySet();
        final Matcher shown = Pattern.compile("\\bt\\('([^']+)'").matcher(file("app/" + module + ".js"));
        while (shown.find()) {
            final String key = shown.group(1);
            assertThat(keys.contains(key) || keys.contains(key + ".other"))
                    .as(key)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void textHasContrast(final String theme) throws IOException {
        final String css = file("style.css");
        final int dark = css.indexOf("[data-theme='dark']");
        final Map<String, String> colors = COLOR.matcher(
                        theme.equals("dark") ? css.substring(dark) : css.substring(0, dark))
                .results()
                .collect(Collectors.toMap(m -> m.group(1), m -> m.group(2)));
        ON.forEach((ink, grounds) ->
                grounds.forEach(ground -> assertThat(contrast(found(colors, ink), found(colors, ground)))
                        .as("%s on %s", ink, ground)
                        .isGreaterThanOrEqualTo(READABLE)));
    }

    /** The contrast ratio of WCAG 2.2. */
    private static double contrast(final String one, final String other) {
        final double a = luminance(one);
        final double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(final String color) {
        return 0.2126 * linear(color, 0) + 0.7152 * linear(color, 2) + 0.0722 * linear(color, 4);
    }

    private static double linear(final String color, final int at) {
        final double value = Integer.parseInt(color.substring(at, at + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
