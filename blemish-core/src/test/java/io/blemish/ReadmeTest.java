package io.blemish;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.dataset.generator.GeneratorOptions;
import io.blemish.dataset.generator.PartGenerator;
import io.blemish.dataset.generator.PartKind;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's lines of Java compile as they stand and do what they say. */
@Tag("long")
class ReadmeTest {
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void theLibraryExampleRuns(@TempDir final Path folder) throws IOException, InterruptedException {
        generate(folder);
        final Path source = Files.writeString(folder.resolve("Example.java"), program());
        final int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(compiled).isZero();
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path") + java.io.File.pathSeparator + folder,
                        "Example")
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(output.lines().findFirst().orElseThrow()).matches("true \\d+\\.\\d+");
        assertThat(output).contains("Region[x=");
        assertThat(folder.resolve("part.blemish")).exists();
    }

    /** The lines, and around them what every Java file needs; the imports that an editor would add. */
    private static String program() throws IOException {
        final Matcher matcher = JAVA.matcher(Files.readString(Path.of("../README.md")));
        assertThat(matcher.find()).isTrue();
        return """
                import io.blemish.dataset.*;
                import io.blemish.model.*;
                import io.blemish.parallel.Progress;
                import io.blemish.prediction.*;
                import java.nio.file.Path;
                public class Example {
                    public static void main(String[] args) {
                %s
                    }
                }
                """.formatted(matcher.group(1));
    }

    private static void generate(final Path folder) throws IOException {
        try (Workers workers = new Workers(2)) {
            PartGenerator.generate(
                    folder.resolve("generated"),
                    GeneratorOptions.DEFAULT.withKinds(List.of(PartKind.PLATE)).withCounts(12, 1, 1),
                    workers,
                    Progress.SILENT);
        }
        final Path plate = folder.resolve("generated/plate");
        Files.createDirectories(folder.resolve("parts"));
        Files.move(plate.resolve("train/good"), folder.resolve("parts/good"));
        Files.move(plate.resolve("test/scratch/000.png"), folder.resolve("new.png"));
    }
}
