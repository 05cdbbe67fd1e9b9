package io.blemish.cli;

import io.blemish.cli.option.ByteCount;
import io.blemish.cli.option.WholeNumber;
import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.image.ImageDecoder;
import io.blemish.server.ServerOptions;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How much {@code serve} takes on. */
@OptionGroup("Limits")
final class LimitOptions {
    /** Less does not hold the embedded network and a few pictures. */
    private static final long LEAST_FIT_MEMORY = 100_000_000;

    @Common
    @Option(
            names = "--workers",
            paramLabel = "N",
            converter = WholeNumber.Positive.class,
            description = "How many pictures are predicted at once (default: one for each processor).")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--queue",
            paramLabel = "N",
            converter = WholeNumber.Positive.class,
            description = "How many pictures may wait; more are refused at once (default: ${DEFAULT-VALUE}).")
    private int queue = 64;

    @Option(
            names = "--deadline",
            paramLabel = "MS",
            converter = WholeNumber.Positive.class,
            description = "After how many milliseconds an answer is of no use any more, and is not given (default:"
                    + " ${DEFAULT-VALUE}).")
    private int deadline = 10_000;

    @Option(
            names = "--receive",
            paramLabel = "MS",
            converter = WholeNumber.Positive.class,
            description = "How many milliseconds a picture may take to arrive (default: ${DEFAULT-VALUE}).")
    private int receive = 30_000;

    @Option(
            names = "--max-bytes",
            paramLabel = "BYTES",
            converter = ByteCount.Converter.class,
            description = "The largest file of a picture (default: ${DEFAULT-VALUE}).")
    private ByteCount maxBytes = new ByteCount(100_000_000L);

    @Option(
            names = "--max-pixels",
            paramLabel = "N",
            converter = WholeNumber.Positive.class,
            description = "How many pixels a picture may have; a larger one is refused before it is decoded (default:"
                    + " ${DEFAULT-VALUE}).")
    private int maxPixels = (int) ImageDecoder.DEFAULT_MAX_PIXELS;

    @Option(
            names = "--max-pictures",
            paramLabel = "N",
            converter = WholeNumber.Positive.class,
            description = "How many pictures one request may contain (default: ${DEFAULT-VALUE}).")
    private int maxPictures = 32;

    @Option(
            names = "--open-models",
            paramLabel = "N",
            converter = WholeNumber.Positive.class,
            description =
                    "How many models are open at once; beyond that, the one that was used longest ago is closed until it"
                            + " is needed again, which takes about as long as a picture (default: all).")
    private int openModels = ServerOptions.Limits.ALL_MODELS;

    @Option(
            names = "--fit-memory",
            paramLabel = "BYTES",
            converter = ByteCount.Converter.class,
            description =
                    "How much memory the heap of a process may take that fits a model (default: ${DEFAULT-VALUE}).")
    private ByteCount fitMemory = new ByteCount(ServerOptions.DEFAULT_FIT_MEMORY);

    /**
     * How many bytes the heap of a fit may take.
     *
     * @throws IllegalArgumentException if these are too few for any
     */
    long fitMemory() {
        if (fitMemory.bytes() < LEAST_FIT_MEMORY) {
            throw new IllegalArgumentException("--fit-memory must be at least 100MB.");
        }
        return fitMemory.bytes();
    }

    /**
     * What the options say.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    ServerOptions.Limits limits() {
        if (maxBytes.bytes() < 1) {
            throw new IllegalArgumentException("--max-bytes must be at least 1.");
        }
        return new ServerOptions.Limits(
                workers,
                queue,
                Duration.ofMillis(deadline),
                Duration.ofMillis(receive),
                maxBytes.bytes(),
                maxPixels,
                maxPictures,
                openModels);
    }
}
