package io.blemish.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttTopic;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import java.util.regex.Pattern;

/** A topic for the verdicts of each model. */
final class TopicTemplate {
    private static final String MODEL = "{model}";

    /** Topics that begin with a dollar sign are the broker's own. */
    private static final Pattern UNUSABLE = Pattern.compile("(?s)[$].*|.*[{}+#\\x00].*|");

    private final String template;

    /**
     * A template.
     *
     * @throws BlemishException if it makes no topic that can be published to
     */
    TopicTemplate(final String template) {
        if (UNUSABLE.matcher(template.replace(MODEL, "model")).matches()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "'" + template + "' is no topic to publish to: it may have " + MODEL
                            + ", but no other braces and no" + " + or #, and does not begin with a $.");
        }
        this.template = template;
    }

    /** The topic of a model's verdicts. */
    MqttTopic of(final String model) {
        return MqttTopic.of(template.replace(MODEL, model));
    }
}
