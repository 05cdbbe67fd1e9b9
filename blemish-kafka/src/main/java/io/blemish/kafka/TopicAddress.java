package io.blemish.kafka;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A topic and where it is.
 *
 * @param brokers {@code HOST:PORT}, or several of them with commas between
 * @param topic the name of the topic
 */
record TopicAddress(String brokers, String topic) {
    private static final int MOST_PORT = 65_535;

    /** Names of topics are as Kafka allows them. */
    private static final Pattern FORM =
            Pattern.compile("([^\\s,/]+:\\d{1,5}(?:,[^\\s,/]+:\\d{1,5})*)/((?!\\.{1,2}$)[A-Za-z0-9._-]{1,249})");

    /**
     * Reads an address.
     *
     * @param text {@code HOST:PORT/TOPIC}
     * @throws BlemishException if it is of another form
     */
    static TopicAddress of(final String text) {
        final Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || !hasPorts(matcher.group(1))) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "'" + text + "' is no topic of Kafka: it must be HOST:PORT/TOPIC, with commas between several"
                            + " HOST:PORT, and TOPIC of letters, digits, dots, _ and -.");
        }
        return new TopicAddress(matcher.group(1), matcher.group(2));
    }

    private static boolean hasPorts(final String brokers) {
        return Arrays.stream(brokers.split(","))
                .map(broker -> Integer.parseInt(broker.substring(broker.lastIndexOf(':') + 1)))
                .allMatch(port -> port >= 1 && port <= MOST_PORT);
    }

    @Override
    public String toString() {
        return brokers + "/" + topic;
    }
}
