package io.blemish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.backbone.plugin.PluginCache;
import io.blemish.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code device} as a person at the terminal sees it. */
class DeviceCommandTest {
    @TempDir
    Path folder;

    @Test
    void devicesAreListedWithWhatBringsThem() {
        final CommandResult listed = run("list");
        assertThat(listed.code()).isEqualTo(ExitCode.DONE);
        assertThat(listed.out())
                .containsPattern("cpu +built in")
                .containsPattern("auto +the fastest")
                .containsPattern("cuda +(not in this ONNX Runtime|built in)")
                .containsPattern("webgpu +can be imported")
                .contains("Kept in " + folder);
    }

    @Test
    void aPluginThatCannotBeLoadedIsNamedAndCanBeRemoved() throws IOException {
        final CommandResult imported = run("import", wheel().toString());
        assertThat(imported.code()).as(imported.err()).isEqualTo(ExitCode.DONE);
        assertThat(imported.out()).contains("webgpu 9.9.9 is in ").contains("use it with --device webgpu");
        final CommandResult listed = run("list");
        assertThat(listed.code()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(listed.out())
                .containsPattern("webgpu +plug-in 9.9.9")
                .contains("cannot be used with ONNX Runtime")
                .contains("Remove it and fetch it again");
        assertThat(run("remove", "webgpu").out()).contains("Removed webgpu 9.9.9.");
        assertThat(run("list").code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void whatIsMissingIsNamed() {
        final CommandResult nothing = run();
        assertThat(nothing.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(nothing.err()).contains("list, pull, import or remove");
        final CommandResult imported = run("import", "missing.whl");
        assertThat(imported.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(imported.err()).contains("missing.whl does not exist");
        assertThat(run("pull", "toaster").err()).contains("No plug-in is published for the device 'toaster'");
        assertThat(run("remove", "openvino").err()).contains("no plug-in for the device 'openvino'");
    }

    private Path wheel() throws IOException {
        final Path wheel = folder.resolve("onnxruntime_ep_webgpu-9.9.9-py3-none-any.whl");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
            zip.putNextEntry(new ZipEntry("onnxruntime_ep_webgpu/libonnxruntime_providers_webgpu.so"));
            zip.write("not a library".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return wheel;
    }

    private CommandResult run(final String... arguments) {
        final CommandLine commandLine = Blemish.commandLine(List.of(new DeviceCommand(PluginCache.in(folder))));
        return CommandResult.of(
                commandLine,
                Stream.concat(Stream.of("device"), Stream.of(arguments)).toArray(String[]::new));
    }
}
