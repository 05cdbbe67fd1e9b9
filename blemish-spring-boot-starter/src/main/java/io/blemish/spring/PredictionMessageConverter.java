package io.blemish.spring;

import io.blemish.prediction.Prediction;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/**
 * Writes a verdict as the client asks for it: as JSON, in the names that Blemish uses everywhere, or as PNG, its heat map in the
 * picture's own size. It needs no Jackson.
 */
final class PredictionMessageConverter extends AbstractHttpMessageConverter<Prediction> {
    PredictionMessageConverter() {
        super(MediaType.APPLICATION_JSON, MediaType.IMAGE_PNG);
    }

    @Override
    protected boolean supports(final Class<?> type) {
        return Prediction.class == type;
    }

    @Override
    public boolean canRead(final Class<?> type, final MediaType mediaType) {
        return false;
    }

    @Override
    protected Prediction readInternal(final Class<? extends Prediction> type, final HttpInputMessage message) {
        throw new HttpMessageNotReadableException("A verdict is not read, only written.", message);
    }

    @Override
    protected void writeInternal(final Prediction prediction, final HttpOutputMessage message) throws IOException {
        final OutputStream out = message.getBody();
        if (MediaType.IMAGE_PNG.isCompatibleWith(message.getHeaders().getContentType())) {
            ImageIO.write(prediction.heatMap(), "png", out);
        } else {
            out.write(prediction.toJson().getBytes(StandardCharsets.UTF_8));
        }
    }
}
