package io.blemish.opcua;

import java.util.List;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;

/** A namespace whose variables can be subscribed to: each is looked at as often as its subscriber wishes. */
abstract class SampledNamespace extends ManagedNamespaceWithLifecycle {
    private final SubscriptionModel subscriptions;

    SampledNamespace(final OpcUaServer server, final String uri) {
        super(server, uri);
        subscriptions = new SubscriptionModel(server, this);
        getLifecycleManager().addLifecycle(subscriptions);
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
