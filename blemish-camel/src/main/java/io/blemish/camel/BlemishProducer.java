package io.blemish.camel;

import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.image.ImageDecoder;
import io.blemish.image.Picture;
import io.blemish.prediction.Prediction;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Judges the picture in a message on the route's own thread. */
final class BlemishProducer extends DefaultProducer {
    private final BlemishEndpoint endpoint;
    private final ImageDecoder decoder;

    /** Null until it is started. */
    private volatile @Nullable RouteModel model;

    BlemishProducer(final BlemishEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.decoder = endpoint.decoder();
    }

    /** A file that cannot be used keeps the route from starting, not its first picture from being judged. */
    @Override
    protected void doStart() throws Exception {
        model = endpoint.model();
        super.doStart();
    }

    @Override
    public void process(final Exchange exchange) throws IOException {
        final RouteModel serving = model;
        if (serving == null) {
            throw new IllegalStateException("the step is not started, so it cannot judge pictures");
        }
        final Message message = exchange.getMessage();
        final Picture picture = picture(message);
        final RouteModel.Verdict verdict =
                serving.judge(Picture.of(picture.name(), decoder.decode(picture)), endpoint.refresh());
        final Prediction prediction = verdict.prediction();
        message.setHeader(BlemishHeaders.VERDICT, prediction.verdict().word());
        message.setHeader(BlemishHeaders.SCORE, prediction.score());
        message.setHeader(BlemishHeaders.THRESHOLD, prediction.threshold());
        message.setHeader(BlemishHeaders.MODEL_VERSION, verdict.version());
        message.setBody(endpoint.output() == Output.JSON ? prediction.toJson() : prediction);
    }

    private static Picture picture(final Message message) throws IOException {
        final String name = message.getHeader(Exchange.FILE_NAME, message.getMessageId(), String.class);
        final Object body = message.getBody();
        // A file is read as needed; the rest of what Camel has lies in memory or comes as a stream.
        final Object content = body instanceof WrappedFile<?> wrapped ? wrapped.getFile() : body;
        if (content instanceof Path path) {
            return Picture.of(name, path);
        }
        if (content instanceof File file) {
            return Picture.of(name, file.toPath());
        }
        if (content instanceof BufferedImage image) {
            return Picture.of(name, image);
        }
        try (InputStream in = message.getBody(InputStream.class)) {
            if (in == null) {
                throw new PictureException(
                        ErrorCode.PICTURE_UNREADABLE,
                        "Message " + name + " holds no picture but "
                                + (body == null ? "nothing" : body.getClass().getName())
                                + "; send the bytes of a file, a stream, a file or a BufferedImage.");
            }
            // Read here, so that a connection that breaks is not taken for a picture that cannot be read.
            return Picture.of(name, in.readAllBytes());
        }
    }
}
