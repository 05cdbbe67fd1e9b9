package io.blemish.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.backbone.plugin.PluginCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code auto} takes the other device if it is clearly faster, and times each network once. */
class DeviceChoiceTest {
    private static final Execution AUTO = new Execution(1, Device.AUTO, true);

    @TempDir
    Path folder;

    private final List<Device> timed = new ArrayList<>();

    @Test
    void theOtherDeviceMustBeWorthIt() {
        assertThat(choose("a", 10, 5)).isEqualTo(Device.OPENVINO);
        assertThat(choose("b", 10, 9.5)).isEqualTo(Device.CPU);
        assertThat(choose("c", 10, 20)).isEqualTo(Device.CPU);
    }

    @Test
    void theAnswerIsKept() {
        assertThat(choose("a", 10, 5)).isEqualTo(Device.OPENVINO);
        assertThat(choose("a", 5, 10)).isEqualTo(Device.OPENVINO);
        assertThat(timed).containsExactly(Device.CPU, Device.OPENVINO);
        assertThat(choose("b", 5, 10)).isEqualTo(Device.CPU);
        assertThat(choose("b", 10, 5)).isEqualTo(Device.CPU);
        assertThat(choose("a", 5, 10)).isEqualTo(Device.OPENVINO);
    }

    @Test
    void aDamagedOrMissingMemoryIsMadeAnew() throws IOException {
        Files.writeString(folder.resolve("choices.properties"), "a=\\u00zz\nb=toaster\n");
        assertThat(choose("a", 10, 5)).isEqualTo(Device.OPENVINO);
        Files.writeString(folder.resolve("choices.properties"), "b=toaster\n");
        assertThat(choose("b", 10, 5)).isEqualTo(Device.OPENVINO);
    }

    @Test
    void aFolderThatCannotBeWrittenDoesNotStopIt() throws IOException {
        final Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(choice(file, 10, 5).choose("a", AUTO)).isEqualTo(Device.OPENVINO);
    }

    private Device choose(final String key, final double own, final double other) {
        return choice(folder, own, other).choose(key, AUTO);
    }

    private DeviceChoice choice(final Path cache, final double own, final double other) {
        return new DeviceChoice(PluginCache.in(cache), execution -> {
            timed.add(execution.device());
            return execution.device() == Device.CPU ? own : other;
        });
    }
}
