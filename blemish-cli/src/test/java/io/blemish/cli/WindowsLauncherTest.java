package io.blemish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The file {@code blemish.bat}, by its text: that it does what the file {@code blemish} does, and that no path can break it. It is
 * written so that both can be read from it.
 */
class WindowsLauncherTest {
    /** What only the shell needs: on Windows the program is always called by its plain name. */
    private static final Set<String> FOR_THE_SHELL_ALONE = Set.of("-Dblemish.command");

    private static String shell;
    private static String batch;

    @BeforeAll
    static void read() throws IOException {
        shell = Files.readString(Path.of("../blemish"));
        batch = Files.readString(Path.of("../blemish.bat"));
    }

    private static List<String> found(final String pattern, final String text) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static List<String> commands() {
        return batch.lines().filter(line -> !line.startsWith("rem ")).toList();
    }

    @Test
    void everyFunctionOfTheShellScriptHasItsCounterpart() {
        final String headings =
                batch.lines().filter(line -> line.startsWith("rem == ")).collect(Collectors.joining("\n"));
        assertThat(found("^(\\w+)\\(\\) \\{", shell))
                .contains("find_java", "release_of", "build", "built", "predicts_one")
                .allSatisfy(function -> assertThat(headings).contains(function));
    }

    @Test
    void javaAndMavenGetTheSameOptions() {
        final String code =
                shell.lines().filter(line -> !line.strip().startsWith("#")).collect(Collectors.joining("\n"));
        final Set<String> options = Set.copyOf(found(
                "(?<=[ =])(-XX:[+\\w]+=?(?:\\d\\w*)?|-X(?:ss|share|log)[:\\w+]*(?:=off)?|-D[\\w.]+|--[a-z][a-z-]{5,})",
                code));
        assertThat(options)
                .contains(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:MaxNewSize=256m",
                        "-XX:+UseParallelGC",
                        "-Xss4m",
                        "-Xshare:auto")
                .contains(
                        "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile=", "-Xlog:cds+dynamic=off", "-Xlog:disable")
                .contains("-Dblemish.terminal", "-Donnxruntime.native.path", "-Dmaven.test.skip", "-Dstyle.color")
                .contains("--sun-misc-unsafe-memory-access", "--native-libraries");
        assertThat(options)
                .filteredOn(option -> !FOR_THE_SHELL_ALONE.contains(option))
                .allSatisfy(option -> assertThat(commands()).anyMatch(line -> line.contains(option)));
        assertThat(batch)
                .contains(
                        "mvn -q -B -Dstyle.color=never -Pprogram -Dmaven.test.skip -Dspotless.check.skip package -pl blemish-cli -am");
        assertThat(shell)
                .contains(
                        "mvn -q -B -Dstyle.color=never -Pprogram -Dmaven.test.skip -Dspotless.check.skip package -pl blemish-cli -am");
    }

    @Test
    void bothSayTheSame() {
        final List<String> sentences = found("(?:fail|echo) \"(?:blemish: )?([^\"$]{20,}?)\\.? ?\\.{0,3}\"", shell);
        assertThat(sentences)
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(sentence -> assertThat(batch).contains(sentence));
        assertThat(commands())
                .filteredOn(line -> line.contains("echo blemish:"))
                .hasSize(7)
                .allMatch(line -> line.endsWith(" 1>&2"));
    }

    @Test
    void aVersionBelow17IsRefusedAndTheExitCodeHandedOn() {
        assertThat(shell).contains("-ge 17").contains("-ge 24");
        assertThat(commands())
                .contains("if %release% LSS 17 exit /b 0")
                .anyMatch(line -> line.startsWith("if %java_release% GEQ 24 "));
        final List<String> commands = commands();
        final int start = commands.indexOf(":start");
        assertThat(commands.get(start + 1))
                .startsWith("\"%java%\" %BLEMISH_JAVA_OPTS%")
                .endsWith(" -jar \"%jar%\" %*");
        assertThat(commands.get(start + 2)).isEqualTo("exit /b %errorlevel%");
    }

    @Test
    void thereIsNoBlockThatAParenthesisCouldEnd() {
        assertThat(commands())
                .noneMatch(line -> line.stripTrailing().endsWith("(")
                        || line.stripLeading().startsWith(")"));
        assertThat(commands())
                .filteredOn(line -> line.contains("(") && !line.startsWith("powershell "))
                .allMatch(line -> line.startsWith("for ") && line.contains(" in ("));
        assertThat(batch).contains("DisableDelayedExpansion");
    }

    @Test
    void everyPathStandsBetweenQuotationMarks() {
        final Pattern path = Pattern.compile(
                "%(?:home|lib|jar|java|archive|natives|TEMP|ProgramFiles|BLEMISH_JAVA_HOME|JAVA_HOME|previous)%|%~(?:dp)?[01]|%%~?(?:dp)?[adfj]\\b(?! in )");
        int paths = 0;
        for (final String line : commands()) {
            final Matcher matcher = path.matcher(line);
            while (matcher.find()) {
                paths++;
                final long marks = line.substring(0, matcher.start())
                        .chars()
                        .filter(c -> c == '"')
                        .count();
                assertThat(marks % 2).as(line).isEqualTo(1);
            }
        }
        assertThat(paths).isGreaterThan(50);
    }

    @Test
    void everyLabelExistsAndIsUsed() {
        final String code = String.join("\n", commands());
        final Set<String> labels = Set.copyOf(found("^:(\\w+)$", code));
        assertThat(Set.copyOf(found("(?:goto |call :)(\\w+)", code))).isEqualTo(labels);
        assertThat(found("^:(\\w+)$", code)).doesNotHaveDuplicates();
    }

    @Test
    void itsLinesEndAsTheInterpreterNeedsIt() throws IOException {
        assertThat(Files.readAllLines(Path.of("../.gitattributes"))).contains("*.bat   text eol=crlf");
        assertThat(Files.readString(Path.of("src/main/assembly/archive.xml")))
                .containsPattern("<lineEnding>dos</lineEnding>\\s+<includes>\\s+<include>blemish.bat<");
        assertThat(batch.replace("\r\n", "")).doesNotContain("\n", "\r");
        assertThat(shell).doesNotContain("\r");
    }
}
