package io.blemish.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigLimits;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;

/** How much clients may ask for, so that none of them takes the memory or the processor from the judging of pictures. */
final class ServerLimits implements OpcUaServerConfigLimits {
    static final int SUBSCRIPTIONS_PER_SESSION = 20;

    /** So many values or events wait for a client that is slow to fetch them. */
    static final int QUEUE = 1_000;

    /** A variable is looked at so often at most. */
    static final double FASTEST_SAMPLING_MILLIS = 10;

    private static final int SESSIONS = 50;
    private static final int SUBSCRIPTIONS = 200;

    /** All variables of some fifty models. */
    private static final int ITEMS_PER_SESSION = 2_000;

    private static final int ITEMS = 20_000;
    private static final double SLOWEST_PUBLISHING_MILLIS = 60_000;

    /** Subscriptions of a client that has gone end after it. */
    private static final double LONGEST_SUBSCRIPTION_MILLIS = 3_600_000;

    @Override
    public UInteger getMaxSessions() {
        return uint(SESSIONS);
    }

    @Override
    public UInteger getMaxSubscriptions() {
        return uint(SUBSCRIPTIONS);
    }

    @Override
    public UInteger getMaxSubscriptionsPerSession() {
        return uint(SUBSCRIPTIONS_PER_SESSION);
    }

    @Override
    public UInteger getMaxMonitoredItems() {
        return uint(ITEMS);
    }

    @Override
    public UInteger getMaxMonitoredItemsPerSession() {
        return uint(ITEMS_PER_SESSION);
    }

    @Override
    public Double getMaxPublishingInterval() {
        return SLOWEST_PUBLISHING_MILLIS;
    }

    @Override
    public Double getMaxSubscriptionLifetime() {
        return LONGEST_SUBSCRIPTION_MILLIS;
    }

    /** The length of a queue that a client gets. */
    static UInteger queue(final UInteger wished) {
        return uint(Math.min(wished.longValue(), QUEUE));
    }
}
