package io.blemish.cli.option;

import io.blemish.backbone.Device;
import io.blemish.backbone.Execution;
import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.OptionGroup;
import picocli.CommandLine.Option;

/** What runs the network. */
@OptionGroup("Speed and memory")
public final class DeviceOptions {
    @Common
    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "cpu",
            converter = Choices.Devices.class,
            completionCandidates = Choices.Devices.class,
            description =
                    "What runs the network: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). auto is the fastest of cpu"
                            + " and openvino, with the same results but for the last digits. 'blemish device list' tells what"
                            + " is on this machine; the others need a plug-in or an ONNX Runtime that has them.")
    private Device device;

    @Option(
            names = "--batch",
            paramLabel = "N",
            converter = WholeNumber.Positive.class,
            defaultValue = "1",
            description =
                    "How many pictures go through the network in one run, on each thread (default: ${DEFAULT-VALUE},"
                            + " the fastest on cpu). On cpu no result depends on it.")
    private int batch;

    @Option(
            names = "--memory-arena",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Keep memory from one picture to the next, which is faster; the process stays as large as its"
                    + " largest picture made it (default: ${DEFAULT-VALUE}).")
    private boolean memoryArena;

    /** How many pictures go through the network in one run. */
    public int batch() {
        return batch;
    }

    /**
     * How to run a network.
     *
     * @param threads for one picture
     * @throws io.blemish.BlemishException if the device is missing
     */
    public Execution execution(final int threads) {
        device.require();
        return new Execution(threads, device, memoryArena, batch);
    }
}
