package io.blemish.opcua;

import java.util.List;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/** A namespace whose variables can be subscribed to: each is looked at as often as its subscriber wishes. */
abstract class SampledNamespace extends ManagedNamespaceWithLifecycle {
    private final SubscriptionModel subscriptions;

    SampledNamespace(final OpcUaServer server, final String uri) {
        super(server, uri);
        subscriptions = new SubscriptionModel(server, this);
        getLifecycleManager().addLifecycle(subscriptions);
    }

    @Override
    public RevisedDataItemParameters onCreateDataItem(
            final ReadValueId item, final Double interval, final UInteger queue) {
        return revised(interval, queue);
    }

    @Override
    public RevisedDataItemParameters onModifyDataItem(
            final ReadValueId item, final Double interval, final UInteger queue) {
        return revised(interval, queue);
    }

    private static RevisedDataItemParameters revised(final Double interval, final UInteger queue) {
        return new RevisedDataItemParameters(
                Math.max(interval, ServerLimits.FASTEST_SAMPLING_MILLIS), ServerLimits.queue(queue));
    }

    @Override
    public RevisedEventItemParameters onCreateEventItem(final ReadValueId item, final UInteger queue) {
        return new RevisedEventItemParameters(ServerLimits.queue(queue));
    }

    @Override
    public RevisedEventItemParameters onModifyEventItem(final ReadValueId item, final UInteger queue) {
        return new RevisedEventItemParameters(ServerLimits.queue(queue));
    }

    @Override
    public void onDataItemsCreated(final List<DataItem> items) {
        subscriptions.onDataItemsCreated(items);
    }

    @Override
    public void onDataItemsModified(final List<DataItem> items) {
        subscriptions.onDataItemsModified(items);
    }

    @Override
    public void onDataItemsDeleted(final List<DataItem> items) {
        subscriptions.onDataItemsDeleted(items);
    }

    @Override
    public void onMonitoringModeChanged(final List<MonitoredItem> items) {
        subscriptions.onMonitoringModeChanged(items);
    }
}
