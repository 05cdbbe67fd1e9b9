package io.blemish.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.sdk.client.SessionActivityListener;
import org.eclipse.milo.opcua.sdk.client.UaSession;
import org.eclipse.milo.opcua.sdk.client.subscriptions.EventFilterBuilder;
import org.eclipse.milo.opcua.sdk.client.subscriptions.MonitoredItemSynchronizationException;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.sdk.core.types.DynamicStructType;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.types.enumerated.FilterOperator;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ContentFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.ContentFilterElement;
import org.eclipse.milo.opcua.stack.core.types.structured.ElementOperand;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFilter;

/** A controller that reads verdicts, with the library's own client. It learns the structures from the server. */
final class Plc implements AutoCloseable {
    private static final double FAST_MILLIS = 10;

    private final OpcUaClient client;
    private final UShort vision;
    private final UShort verdicts;

    private Plc(final OpcUaClient client) throws UaException {
        this.client = client;
        client.connect();
        vision = namespace(VisionNamespace.URI);
        verdicts = namespace(VerdictNamespace.URI);
    }

    private UShort namespace(final String uri) {
        return Optional.ofNullable(client.getNamespaceTable().getIndex(uri)).orElseThrow();
    }

    /** Connects without security. */
    static Plc connect(final String address) throws UaException {
        return new Plc(OpcUaClient.create(address));
    }

    /** Connects to the one endpoint that is no discovery, with further settings. */
    static Plc connect(final String address, final Consumer<OpcUaClientConfigBuilder> settings) throws UaException {
        return new Plc(client(address, settings));
    }

    /** Connects to the endpoint without security, if there is one. */
    static Plc connectUnencrypted(final String address) throws UaException {
        return new Plc(OpcUaClient.create(
                address,
                endpoints -> endpoints.stream()
                        .filter(endpoint -> SecurityPolicy.None.getUri().equals(endpoint.getSecurityPolicyUri()))
                        .findFirst(),
                transport -> {},
                settings -> {}));
    }

    private static OpcUaClient client(final String address, final Consumer<OpcUaClientConfigBuilder> settings)
            throws UaException {
        return OpcUaClient.create(
                address,
                endpoints -> endpoints.stream()
                        .filter(endpoint ->
                                String.valueOf(endpoint.getEndpointUrl()).endsWith("/blemish"))
                        .findFirst(),
                transport -> {},
                settings);
    }

    /** Calls when the connection is lost. */
    void onLost(final Runnable action) {
        client.addSessionActivityListener(new SessionActivityListener() {
            @Override
            public void onSessionInactive(final UaSession session) {
                action.run();
            }
        });
    }

    /** A node of the server's own, by the path below the folder. */
    NodeId node(final String path) {
        return new NodeId(verdicts, "Blemish/" + path);
    }

    /** A node's value with its state and its time. */
    DataValue read(final String path) throws UaException {
        return client.readValue(0, TimestampsToReturn.Both, node(path));
    }

    /** The value of a node; an empty text if it has none. */
    Object value(final String path) throws UaException {
        return value(read(path).value());
    }

    /** A value; an empty text if there is none. */
    static Object value(final Variant value) {
        return Objects.requireNonNullElse(value.value(), "");
    }

    /** A structure as its members. */
    Map<String, Object> members(final Object wire) throws UaException {
        return ((DynamicStructType) ((ExtensionObject) wire).decode(client.getDynamicEncodingContext())).getMembers();
    }

    /** The member {@code Id} of a structure. */
    Object id(final Object structure) throws UaException {
        final Map<String, Object> members =
                structure instanceof DynamicStructType inner ? inner.getMembers() : members(structure);
        return members.getOrDefault("Id", "");
    }

    /** A structure that has an identifier. */
    Variant structure(final VisionStructureType type, final Map<String, Object> members) {
        final VisionStructure value = new VisionStructure(type, vision, members);
        client.getStaticDataTypeManager()
                .registerType(
                        type.dataType(vision),
                        new VisionStructureCodec(type, vision),
                        type.binaryEncoding(vision),
                        null,
                        null);
        return new Variant(ExtensionObject.encode(client.getStaticEncodingContext(), value));
    }

    /** Calls a method for results. */
    List<Object> call(final String model, final String method, final Variant... arguments) throws UaException {
        return Stream.of(Objects.requireNonNull(result(model, method, arguments).getOutputArguments()))
                .map(Plc::value)
                .toList();
    }

    /** Calls a method for results, of which only the status matters. */
    StatusCode status(final String model, final String method, final Variant... arguments) throws UaException {
        return result(model, method, arguments).getStatusCode();
    }

    private CallMethodResult result(final String model, final String method, final Variant... arguments)
            throws UaException {
        final CallMethodRequest request = new CallMethodRequest(
                node(model + "/ResultManagement"), node(model + "/ResultManagement/" + method), arguments);
        return Objects.requireNonNull(client.call(List.of(request)).getResults())[0];
    }

    /** Lists results, with the arguments of the method by their places; the others are empty. */
    List<Object> list(final String model, final Map<Integer, Variant> arguments) throws UaException {
        return call(
                model,
                "GetResultListFiltered",
                IntStream.range(0, 12)
                        .mapToObj(i -> arguments.getOrDefault(i, Variant.NULL_VALUE))
                        .toArray(Variant[]::new));
    }

    /** Acknowledges a verdict; returns the error. */
    Object acknowledge(final String model, final String... ids) throws UaException {
        return call(model, "AcknowledgeResults", new Variant(ids)).get(1);
    }

    /** The fields of an event: those of the specification in one map with those of a verdict. */
    void receive(final NodeId source, final Consumer<Map<String, Object>> events) throws UaException {
        final List<String> names = new ArrayList<>();
        final EventFilterBuilder filter = new EventFilterBuilder();
        VisionStructureType.RESULT.members().stream()
                .filter(member -> !member.name().equals("HasTransferableDataOnFile"))
                .forEach(member -> {
                    names.add(member.name());
                    filter.select(new NodeId(vision, uint(1024)), new QualifiedName(vision, member.name()));
                });
        for (final VerdictField field : VerdictField.values()) {
            names.add(field.browseName());
            filter.select(
                    new NodeId(verdicts, "VerdictReadyEventType"), new QualifiedName(verdicts, field.browseName()));
        }
        for (final String name : List.of("EventType", "SourceName", "Severity", "Message")) {
            names.add(name);
            filter.select(NodeIds.BaseEventType, new QualifiedName(0, name));
        }
        final OpcUaMonitoredItem item = item(source, filter.build());
        item.setEventValueListener((any, values) -> {
            final Map<String, Object> fields = new HashMap<>();
            IntStream.range(0, values.length).forEach(i -> fields.put(names.get(i), value(values[i])));
            events.accept(fields);
        });
        subscribe(item);
    }

    private static OpcUaMonitoredItem item(final NodeId source, final EventFilter filter) {
        final OpcUaMonitoredItem item = OpcUaMonitoredItem.newEventItem(source, filter);
        item.setQueueSize(uint(1_000));
        return item;
    }

    /** Subscribes with a where clause that negates one of its own elements. */
    void receiveWhereNot(final NodeId source, final int element) throws UaException {
        final EventFilter all = new EventFilterBuilder()
                .select(NodeIds.BaseEventType, new QualifiedName(0, "Message"))
                .build();
        final ExtensionObject operand =
                ExtensionObject.encode(client.getStaticEncodingContext(), new ElementOperand(uint(element)));
        subscribe(item(source, new EventFilter(all.getSelectClauses(), new ContentFilter(new ContentFilterElement[] {
            new ContentFilterElement(FilterOperator.Not, new ExtensionObject[] {operand})
        }))));
    }

    /** Hands over each value that a variable is seen with. */
    void watch(final String path, final Consumer<Object> values) throws UaException {
        final OpcUaMonitoredItem item = OpcUaMonitoredItem.newDataItem(node(path));
        item.setSamplingInterval(FAST_MILLIS);
        item.setDataValueListener((any, value) -> values.accept(value(value.value())));
        subscribe(item);
    }

    private void subscribe(final OpcUaMonitoredItem item) throws UaException {
        final OpcUaSubscription subscription = new OpcUaSubscription(client, FAST_MILLIS);
        subscription.create();
        subscription.addMonitoredItem(item);
        try {
            subscription.synchronizeMonitoredItems();
        } catch (final MonitoredItemSynchronizationException e) {
            throw new UaException(e);
        }
    }

    @Override
    public void close() throws UaException {
        client.disconnect();
    }
}
