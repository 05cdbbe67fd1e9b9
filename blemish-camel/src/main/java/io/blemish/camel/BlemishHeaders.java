package io.blemish.camel;

/**
 * The headers that a verdict adds to a message. Their names begin with {@code Camel}, so that by default no component takes them from
 * outside or sends them there.
 */
public final class BlemishHeaders {
    /** {@code ok}, {@code review} or {@code defect}, a {@code String}. */
    public static final String VERDICT = "CamelBlemishVerdict";

    /** How far the picture is from the normal, at least 0, a {@code Float}. */
    public static final String SCORE = "CamelBlemishScore";

    /** The picture shows a defect if its score is above this, a {@code Float}. */
    public static final String THRESHOLD = "CamelBlemishThreshold";

    /** The first twelve digits of the SHA-256 of the model file, a {@code String}. */
    public static final String MODEL_VERSION = "CamelBlemishModelVersion";

    private BlemishHeaders() {}
}
