package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code completion}: a real shell reads the script and completes words. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class CompletionCommandTest {
    @TempDir
    private Path folder;

    @Test
    void bashCompletesCommandsOptionsAndWords() throws Exception {
        assertThat(completed("pre")).containsExactly("predict");
        assertThat(completed("fit", "--cor")).containsExactly("--coreset");
        assertThat(completed("fit", "--method", ""))
                .containsExactly(
                        "views",
                        "patchcore",
                        "padim",
                        "spade",
                        "subspace",
                        "rad",
                        "anomalydino",
                        "mhpatchcore",
                        "softpatch");
        assertThat(completed("fit", "--search", "")).containsExactly("exact", "ivfpq", "hnsw");
        assertThat(completed("run", "--preset", "pa")).containsExactly("paper", "paper-crop");
        assertThat(completed("serve", "--device", "cu")).containsExactly("cuda");
        assertThat(completed("completion", "")).containsExactly("bash", "zsh");
        assertThat(completed("compare", "--format", "m")).containsExactly("markdown");
        assertThat(completed("backbone", "ver")).containsExactly("verify");
        assertThat(completed("warm")).isEmpty();
    }

    @Test
    void theScriptIsForTheProgramsName() throws Exception {
        assertThat(bash("complete -p blemish")).singleElement().asString().contains("-F", "blemish");
    }

    @Test
    void anotherShellIsWrongUsage() {
        final CommandResult fish = run("completion", "fish");
        assertThat(fish.code()).isEqualTo(2);
        assertThat(fish.err()).contains("fish", "bash", "zsh");
        assertThat(run("completion", "zsh").out())
                .isEqualTo(run("completion", "bash").out());
    }

    /** The completions of the last word. */
    private List<String> completed(final String... words) throws IOException, InterruptedException {
        final String line = String.join(" ", words);
        return bash("COMP_WORDS=(blemish " + line + (line.endsWith(" ") ? "''" : "") + ");"
                + " COMP_CWORD=" + words.length + "; COMP_LINE='blemish " + line + "'; COMP_POINT=${#COMP_LINE};"
                + " function=$(complete -p blemish | sed 's/.*-F \\([^ ]*\\).*/\\1/'); $function;"
                + " for word in \"${COMPREPLY[@]}\"; do echo \"${word% }\"; done");
    }

    private List<String> bash(final String commands) throws IOException, InterruptedException {
        final Path script = Files.writeString(
                folder.resolve("completion.bash"), run("completion", "bash").out());
        final Process process = new ProcessBuilder("bash", "--norc", "-c", ". " + script + "\n" + commands)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        final String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out.lines().toList();
    }
}
