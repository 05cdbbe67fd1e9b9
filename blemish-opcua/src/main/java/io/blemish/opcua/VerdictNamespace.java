package io.blemish.opcua;

import io.blemish.server.history.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.EventItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.model.objects.BaseEventTypeNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The vision systems of a server, one for each model, in a folder. */
final class VerdictNamespace extends SampledNamespace {
    private static final Logger LOG = LoggerFactory.getLogger(VerdictNamespace.class);

    /** The namespace of what the specification leaves open. */
    static final String URI = "urn:blemish:verdicts";

    private static final String ROOT = "Blemish";

    private final VisionNamespace vision;
    private final Results results;
    private final Acknowledgements acknowledgements;
    private final boolean acknowledged;
    private final NodeBuilder nodes;
    private final ResultReadyEvents events;
    private final Map<String, VisionSystem> systems = new ConcurrentHashMap<>();

    /** The items that were told of in the log. Verdicts are published by one thread. */
    private final Set<EventItem> failed = Collections.newSetFromMap(new WeakHashMap<>());

    /**
     * A folder without systems.
     *
     * @param server has it
     * @param vision the types
     * @param results makes results
     * @param acknowledgements gets those of clients
     * @param acknowledged whether clients may acknowledge
     */
    VerdictNamespace(
            final OpcUaServer server,
            final VisionNamespace vision,
            final Results results,
            final Acknowledgements acknowledgements,
            final boolean acknowledged) {
        super(server, URI);
        this.vision = vision;
        this.results = results;
        this.acknowledgements = acknowledgements;
        this.acknowledged = acknowledged;
        nodes = new NodeBuilder(getNodeContext(), getNamespaceIndex());
        events = new ResultReadyEvents(server, this);
        getLifecycleManager().addStartupTask(() -> {
            nodes.object(NodeIds.ObjectsFolder, root(), name(ROOT), NodeIds.FolderType, NodeIds.Organizes);
            events.addType();
        });
    }

    NodeBuilder nodes() {
        return nodes;
    }

    VisionNamespace vision() {
        return vision;
    }

    /** The folder of the systems. */
    NodeId root() {
        return newNodeId(ROOT);
    }

    /** The object of a model's system. */
    NodeId systemId(final String model) {
        return newNodeId(ROOT + "/" + model);
    }

    /** A node that the specification leaves open. */
    NodeId id(final String text) {
        return newNodeId(text);
    }

    /** A name that the specification leaves open. */
    QualifiedName name(final String text) {
        return newQualifiedName(text);
    }

    /** A value as it goes into a message. */
    Object wire(final Object value) {
        return value instanceof VisionStructure structure
                ? ExtensionObject.encode(getServer().getStaticEncodingContext(), structure)
                : value;
    }

    /** A structure that came in a message. */
    UaStructuredType decoded(final ExtensionObject value) {
        return value.decode(getServer().getStaticEncodingContext());
    }

    /** Sets which models judge pictures. */
    void serving(final Set<String> models) {
        models.forEach(this::system);
        systems.values().forEach(system -> system.serving(models.contains(system.model())));
    }

    private VisionSystem system(final String model) {
        return systems.computeIfAbsent(model, name -> {
            final VisionSystem system = new VisionSystem(this, name);
            new ResultMethods(this, system, results, acknowledgements).add(acknowledged);
            return system;
        });
    }

    /**
     * Writes a verdict into the variables of its model, and raises its event.
     *
     * @param verdict the verdict
     * @param json the same as JSON in UTF-8
     */
    void publish(final Verdict verdict, final byte[] json) {
        final VisionSystem system = system(verdict.model());
        final VisionStructure result = results.of(verdict, json);
        system.write(verdict, result);
        final BaseEventTypeNode event = events.of(system.id(), verdict, result);
        try {
            subscribed(system).forEach(item -> raise(event, item));
        } finally {
            event.delete();
        }
    }

    /** Those who wish the events of a system. The library's own notifier would stop at the first one that fails. */
    private Stream<EventItem> subscribed(final VisionSystem system) {
        return getServer().getSubscriptions().values().stream()
                .flatMap(subscription -> subscription.getMonitoredItems().values().stream())
                .filter(MonitoredItem::isSamplingEnabled)
                .filter(EventItem.class::isInstance)
                .map(EventItem.class::cast)
                .filter(item -> List.of(system.id(), NodeIds.Server)
                        .contains(item.getReadValueId().getNodeId()));
    }

    /** Evaluates the filter that the client gave, which may point to itself or to nothing. That must not keep the event from others. */
    private void raise(final BaseEventTypeNode event, final EventItem item) {
        try {
            item.onEvent(event);
        } catch (final RuntimeException | StackOverflowError e) {
            if (failed.add(item)) {
                LOG.warn(
                        "A client of OPC UA gets no events, because its filter cannot be evaluated ({}).",
                        e.toString());
            }
        }
    }

    /** The type of events that results are ready. */
    NodeId resultReady() {
        return vision.id(VisionType.RESULT_READY);
    }

    /** A reference from a node to another. */
    static Reference reference(final NodeId from, final NodeId type, final NodeId to, final boolean forward) {
        return new Reference(from, type, to.expanded(), forward);
    }
}
