package io.blemish.camel;

import io.blemish.image.ImageDecoder;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/**
 * A step of a route that judges pictures by the model of one file: {@code blemish:/models/part.blemish?output=json}. Camel sets the
 * options by their setters.
 */
public final class BlemishEndpoint extends DefaultEndpoint {
    private static final Duration DEFAULT_REFRESH = Duration.ofSeconds(10);

    private final BlemishComponent component;
    private final Path file;
    private long maxPixels = ImageDecoder.DEFAULT_MAX_PIXELS;
    private int threads = 1;
    private Duration refresh = DEFAULT_REFRESH;
    private Output output = Output.PREDICTION;

    BlemishEndpoint(final String uri, final BlemishComponent component, final Path file) {
        super(uri, component);
        this.component = component;
        this.file = file;
    }

    /**
     * Limits the pictures.
     *
     * @param value how many pixels a picture may have, at least 1; more are refused from its header
     */
    public void setMaxPixels(final long value) {
        maxPixels = value;
    }

    /**
     * Sets the threads of one picture.
     *
     * @param value how many of the processor's threads one picture may use, at least 1
     */
    public void setThreads(final int value) {
        threads = value;
    }

    /**
     * Sets how often the model file is looked at, to take up another one.
     *
     * @param value the least time between two looks; 0 looks before each picture
     */
    public void setRefresh(final Duration value) {
        refresh = value;
    }

    /**
     * Sets what the body is afterwards.
     *
     * @param value the verdict as an object or as JSON
     */
    public void setOutput(final Output value) {
        output = value;
    }

    Output output() {
        return output;
    }

    Duration refresh() {
        return refresh;
    }

    ImageDecoder decoder() {
        return new ImageDecoder(maxPixels, ImageDecoder.DEFAULT_MAX_BYTES);
    }

    RouteModel model() {
        return component.model(file, threads);
    }

    @Override
    public Producer createProducer() {
        return new BlemishProducer(this);
    }

    @Override
    public Consumer createConsumer(final Processor processor) {
        throw new UnsupportedOperationException(
                "blemish: judges the pictures of a route and begins none; use it with to(), not with from().");
    }

    /** It calls nothing outside of the process. */
    @Override
    public boolean isRemote() {
        return false;
    }
}
