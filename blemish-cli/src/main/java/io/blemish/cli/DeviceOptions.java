package io.blemish.cli;

import io.blemish.backbone.Device;
import io.blemish.backbone.Execution;
import picocli.CommandLine.Option;

/** What runs the network. */
final class DeviceOptions {
    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "cpu",
            converter = Choices.Devices.class,
            completionCandidates = Choices.Devices.class,
            description =
                    "What runs the network: ${COMPLETION-CANDIDATES}. All but cpu need an ONNX Runtime that has it.")
    private Device device;

    @Option(
            names = "--memory-arena",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Keep memory between pictures: faster, and the process stays as large as its largest picture.")
    private boolean memoryArena;

    @Option(
            names = "--batch",
            paramLabel = "N",
            converter = Choices.Positive.class,
            defaultValue = "1",
            description =
                    "Pictures that go through the network in one run, on each thread; 1 is the fastest on cpu. No "
                            + "result depends on it there.")
    private int batch;

    int batch() {
        return batch;
    }

    /**
     * How to run a network.
     *
     * @param threads for one picture
     * @throws io.blemish.InputException where the device is missing
     */
    Execution execution(final int threads) {
        device.require();
        return new Execution(threads, device, memoryArena, batch);
    }
}
