package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The pages of {@code --help} and {@code --help-all}. */
class HelpTest {
    private static final int MOST = 10;

    /** An option at the beginning of its line, by its longest name but one that begins with {@code no-}. */
    private static final Pattern OPTION = Pattern.compile("(?m)^ {2}(?:-\\w, |    )(--\\S+?)(?:[=,\\[].*| .*)?$");

    /** Every command of every depth, as the words that name it. */
    static Stream<String> commands() {
        return below(Blemish.commandLine()).map(command -> name(command).substring("blemish ".length()));
    }

    private static Stream<CommandLine> below(final CommandLine command) {
        return command.getSubcommands().values().stream().flatMap(sub -> Stream.concat(Stream.of(sub), below(sub)));
    }

    private static String name(final CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }

    private static String page(final String command, final String option) {
        final CommandResult result = run((Object[]) Stream.concat(Stream.of(command.split(" ", -1)), Stream.of(option))
                .toArray(String[]::new));
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        return result.out();
    }

    private static List<String> listed(final String page) {
        return OPTION.matcher(page).results().map(found -> found.group(1)).toList();
    }

    private static List<OptionSpec> options(final String command) {
        return below(Blemish.commandLine())
                .filter(one -> name(one).equals("blemish " + command))
                .flatMap(one -> one.getCommandSpec().options().stream())
                .filter(option -> !option.hidden())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aFirstPageIsShort(final String command) {
        final String page = page(command, "--help");
        assertThat(listed(page)).isNotEmpty().hasSizeLessThanOrEqualTo(MOST).doesNotHaveDuplicates();
        assertThat(page).contains("blemish " + command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aSecondPageListsEveryOptionOnceUnderATitle(final String command) {
        final String page = page(command, "--help-all");
        assertThat(listed(page)).hasSameSizeAs(options(command)).doesNotHaveDuplicates();
        assertThat(page).contains("General:", "--quiet", "--verbose", "--version", "@FILE");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatIsTakenWhenAnOptionIsLeftOutIsPartOfItsDescription(final String command) {
        assertThat(page(command, "--help-all")).doesNotContain("Default:", "[]", "null");
        assertThat(options(command))
                .filteredOn(option -> option.arity().max() > 0 && !isEmpty(option.initialValue()))
                .allSatisfy(option -> assertThat(String.join(" ", option.description()))
                        .as(option.longestName())
                        .contains("(default: "));
    }

    private static boolean isEmpty(final @Nullable Object value) {
        return value == null || value.equals(List.of());
    }

    @Test
    void theOptionsOfAFitAreInGroups() {
        final String page = page("fit", "--help-all");
        assertThat(Pattern.compile("(?m)^(\\S.*):$").matcher(page).results().map(title -> title.group(1)))
                .containsExactly(
                        "Parameters",
                        "Output",
                        "Data set",
                        "Method",
                        "Network",
                        "Pictures",
                        "Presets",
                        "Memory bank",
                        "Search in PatchCore's memory bank",
                        "Map and threshold",
                        "Random choices",
                        "Speed and memory",
                        "General",
                        "Exit codes");
        assertThat(page("fit", "--help"))
                .startsWith("Usage: blemish fit DATA -o MODEL [OPTIONS]")
                .contains("--coreset", "All options: blemish fit --help-all")
                .doesNotContain("--hnsw-m");
    }

    @Test
    void helpShowsTheSamePage() {
        assertThat(run("help", "fit").out()).isEqualTo(page("fit", "--help"));
        assertThat(run("help", "backbone", "pull").out()).isEqualTo(page("backbone pull", "--help"));
        assertThat(run("help").out()).isEqualTo(run("--help").out());
        final CommandResult unknown = run("help", "fot");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("There is no command 'fot'");
    }

    @Test
    void theHiddenCommandIsNotListed() {
        assertThat(run("--help").out()).contains("  predict ").doesNotContain("warm-up");
    }
}
