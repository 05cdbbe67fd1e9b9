package io.blemish.onnx;

import java.io.IOException;

/** The bytes that were read are not an ONNX graph, or are only a part of one. */
public final class OnnxFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    OnnxFormatException(final Throwable cause) {
        super(cause);
    }
}
