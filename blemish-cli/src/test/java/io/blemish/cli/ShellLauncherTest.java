package io.blemish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The file {@code blemish}: what it tells Java and Maven. Both are scripts here that print their arguments. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ShellLauncherTest {
    private static final String ARCHIVED = "-XX:SharedArchiveFile=";

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void copy() throws IOException {
        home = Files.createDirectories(folder.resolve("check out (1)"));
        Files.copy(Path.of("../blemish"), home.resolve("blemish"));
        java("jdk-17", "17.0.9");
        script(folder.resolve("path/mvn"), """
                echo "maven: $MAVEN_OPTS $*"
                mkdir -p blemish-cli/target/lib
                echo jar > blemish-cli/target/lib/blemish-cli-0.1.0.jar
                echo jar > blemish-cli/target/lib/onnxruntime-1.29.0.jar
                """);
    }

    /** A Java that prints its arguments, and writes an archive of classes and libraries if it is asked to. */
    private void java(final String name, final String version) throws IOException {
        script(folder.resolve(name).resolve("bin/java"), """
                for argument in "$@"; do
                    echo "$argument"
                    case $argument in
                        -XX:ArchiveClassesAtExit=*) echo classes > "${argument#*=}" ;;
                        /*/native-*) mkdir "$argument" && touch "$argument/libonnxruntime4j_jni.so" ;;
                    esac
                done
                """);
        Files.writeString(folder.resolve(name).resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private static void script(final Path file, final String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void unpacked() throws IOException {
        final Path lib = Files.createDirectories(home.resolve("lib"));
        Files.writeString(lib.resolve("blemish-cli-0.1.0.jar"), "jar");
        Files.writeString(lib.resolve("onnxruntime-1.29.0.jar"), "jar");
    }

    @Test
    void anUnpackedArchivePreparesItselfOnceAndThenStartsAtOnce() throws Exception {
        unpacked();
        final CommandResult first = start("info", "two words");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.err().lines()).singleElement().asString().contains("preparing faster starts", "ten seconds");
        final CommandResult second = start("info", "two words");
        assertThat(second.err()).isEmpty();
        assertThat(second.out().lines())
                .contains(
                        "-Xss4m",
                        "-XX:+UseParallelGC",
                        home.resolve("lib/blemish-cli-0.1.0.jar").toString())
                .endsWith("info", "two words")
                .anyMatch(argument -> argument.startsWith(ARCHIVED))
                .anyMatch(argument -> argument.startsWith("-Donnxruntime.native.path=" + home.resolve("lib/native-")))
                .contains("-Dblemish.command=" + home.resolve("blemish"));
    }

    @Test
    void onePictureAServerAndAnythingElseHaveTheirOptions() throws Exception {
        unpacked();
        final String model = Files.writeString(folder.resolve("m.blemish"), "m").toString();
        final String picture = Files.writeString(folder.resolve("p.png"), "p").toString();
        assertThat(start("predict", model, picture, "-o", folder.toString()).out())
                .contains("-XX:TieredStopAtLevel=1");
        assertThat(start("predict", model, picture, picture).out()).doesNotContain("TieredStopAtLevel");
        assertThat(start("predict", model, folder.toString()).out()).doesNotContain("TieredStopAtLevel");
        assertThat(start("serve", folder.toString()).out()).contains("-XX:MaxNewSize=256m");
        assertThat(start("info", model).out()).doesNotContain("MaxNewSize", "TieredStopAtLevel");
    }

    @Test
    void anotherCollectorIsNotGivenASecondOne() throws Exception {
        unpacked();
        start("info");
        final String java = folder.resolve("jdk-17").toString();
        assertThat(start(Map.of("BLEMISH_JAVA_HOME", java, "BLEMISH_JAVA_OPTS", "-Xmx2g -XX:+UseG1GC"), "info")
                        .out())
                .contains("-Xmx2g", "-XX:+UseG1GC")
                .doesNotContain("UseParallelGC");
        final Map<String, String> another =
                Map.of("BLEMISH_JAVA_HOME", java, "BLEMISH_JAVA_OPTS", "-XX:+UseStringDeduplication");
        assertThat(start(another, "info").out()).contains("-XX:+UseParallelGC");
    }

    @Test
    void aJavaThatIsTooOldIsPassedOverAndANewOneIsToldMore() throws Exception {
        unpacked();
        java("jdk-11", "11.0.2");
        java("jdk-24", "24");
        assertThat(start("info").out()).doesNotContain("--sun-misc-unsafe-memory-access");
        final Map<String, String> oldFirst = Map.of(
                "BLEMISH_JAVA_HOME", folder.resolve("jdk-11").toString(),
                "JAVA_HOME", folder.resolve("jdk-24").toString());
        assertThat(start(oldFirst, "info").out()).contains("--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void anArchiveWithoutItsProgramIsNamed() throws Exception {
        final CommandResult result = start("info");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .isEqualTo("blemish: " + home.resolve("lib") + " lacks the program. Unpack the archive again.\n");
    }

    @Test
    void aCheckoutIsBuiltOnceAndAgainWhenASourceIsNewer() throws Exception {
        Files.writeString(home.resolve("pom.xml"), "pom");
        for (final String module : List.of("core", "report", "server", "mqtt", "kafka", "opcua", "camera", "cli")) {
            final Path sources = Files.createDirectories(home.resolve("blemish-" + module + "/src/main"));
            Files.writeString(sources.resolve("Source.java"), "source");
            Files.writeString(home.resolve("blemish-" + module + "/pom.xml"), "pom");
        }
        final CommandResult first = start("info");
        assertThat(first.err())
                .contains("this is the first start. Maven builds the program, which takes one to three minutes")
                .contains(
                        "maven:  -Djansi.noreset=true -q -B -Dstyle.color=never -Pprogram -Dmaven.test.skip -Dspotless.check.skip package -pl blemish-cli -am\n")
                .doesNotContain("\u001b");
        assertThat(first.out()).endsWith("info\n").doesNotContain("maven");
        assertThat(start("info").err()).isEmpty();

        final FileTime later = FileTime.fromMillis(System.currentTimeMillis() + 60_000);
        Files.setLastModifiedTime(home.resolve("blemish-report/src/main/Source.java"), later);
        assertThat(start("info").err()).contains("the sources are newer than the program", "maven: ");
    }

    private CommandResult start(final String... arguments) throws IOException, InterruptedException {
        return start(Map.of("BLEMISH_JAVA_HOME", folder.resolve("jdk-17").toString()), arguments);
    }

    private CommandResult start(final Map<String, String> environment, final String... arguments)
            throws IOException, InterruptedException {
        final Path err = folder.resolve("err.txt");
        final ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of(home.resolve("blemish").toString()), Stream.of(arguments))
                                .toList())
                .redirectError(err.toFile());
        builder.environment()
                .keySet()
                .removeAll(List.of("BLEMISH_JAVA_HOME", "BLEMISH_JAVA_OPTS", "JAVA_HOME", "MAVEN_OPTS"));
        builder.environment().putAll(environment);
        builder.environment().merge("PATH", folder.resolve("path").toString(), (path, own) -> own + ":" + path);
        final Process process = builder.start();
        process.getOutputStream().close();
        final String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new CommandResult(process.waitFor(), out, Files.readString(err));
    }
}
