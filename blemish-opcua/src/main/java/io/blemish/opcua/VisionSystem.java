package io.blemish.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ulong;

import io.blemish.opcua.VisionStructureType.Member;
import io.blemish.prediction.Decision;
import io.blemish.server.history.Verdict;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/** The vision system of a model: its state, its last result and its counters. */
final class VisionSystem {
    /** So many verdicts at most are written again, because the outbox could not note that they were delivered. */
    private static final int REPEATED = 50;

    private final VerdictNamespace namespace;
    private final String model;
    private final NodeId id;
    private final NodeId management;
    private final UaVariableNode state;
    private final UaVariableNode stateId;
    private final UaVariableNode mode;
    private final UaVariableNode modeId;
    private final UaVariableNode last;
    private final Map<String, UaVariableNode> lastParts = new HashMap<>();
    private final Map<VerdictField, UaVariableNode> fields = new EnumMap<>(VerdictField.class);
    private final Map<Decision, UaVariableNode> counters = new EnumMap<>(Decision.class);
    private final Map<Decision, Long> counts = new EnumMap<>(Decision.class);
    private final Set<String> counted = new LinkedHashSet<>();

    /**
     * Adds the nodes.
     *
     * @param namespace where they are
     * @param model the model's name
     */
    VisionSystem(final VerdictNamespace namespace, final String model) {
        this.namespace = namespace;
        this.model = model;
        final NodeBuilder nodes = namespace.nodes();
        final VisionNamespace vision = namespace.vision();
        id = namespace.systemId(model);
        final UaObjectNode root = nodes.object(
                namespace.root(), id, namespace.name(model), vision.id(VisionType.VISION_SYSTEM), NodeIds.Organizes);
        root.setEventNotifier(ubyte(1));
        root.addReference(new Reference(id, NodeIds.HasNotifier, NodeIds.Server.expanded(), false));
        final UaNode machine = nodes.object(id, vision.name("VisionStateMachine"), vision.id(VisionType.STATE_MACHINE));
        state = currentState(machine.getNodeId());
        stateId = stateId(state.getNodeId());
        final UaNode automatic = nodes.object(
                machine.getNodeId(), vision.name("AutomaticModeStateMachine"), vision.id(VisionType.AUTOMATIC_MODE));
        mode = currentState(automatic.getNodeId());
        modeId = stateId(mode.getNodeId());
        management = nodes.object(id, vision.name("ResultManagement"), vision.id(VisionType.RESULT_MANAGEMENT))
                .getNodeId();
        final UaNode folder = nodes.object(management, vision.name("Results"), vision.id(VisionType.RESULT_FOLDER));
        last = nodes.variable(
                folder.getNodeId(),
                namespace.name("Last"),
                VisionStructureType.RESULT.dataType(vision.getNamespaceIndex()),
                -1,
                vision.resultType(),
                NodeIds.HasComponent);
        for (final Member member : VisionStructureType.RESULT.members()) {
            lastParts.put(
                    member.name(),
                    nodes.component(
                            last.getNodeId(),
                            vision.name(member.name()),
                            member.type().dataType(vision.getNamespaceIndex()),
                            member.type().valueRank()));
        }
        final UaNode verdict = nodes.object(id, namespace.name("LastVerdict"), NodeIds.BaseObjectType);
        for (final VerdictField field : VerdictField.values()) {
            fields.put(
                    field,
                    nodes.component(verdict.getNodeId(), namespace.name(field.browseName()), field.dataType(), -1));
        }
        addCounters(nodes);
        serving(false);
    }

    private void addCounters(final NodeBuilder nodes) {
        final UaNode folder = nodes.object(id, namespace.name("Counters"), NodeIds.BaseObjectType);
        for (final Decision decision : Decision.values()) {
            counters.put(
                    decision, nodes.component(folder.getNodeId(), namespace.name(decision.word()), NodeIds.UInt64, -1));
            count(decision, 0);
        }
    }

    private UaVariableNode currentState(final NodeId machine) {
        return namespace
                .nodes()
                .variable(
                        machine,
                        new QualifiedName(0, "CurrentState"),
                        NodeIds.LocalizedText,
                        -1,
                        NodeIds.FiniteStateVariableType,
                        NodeIds.HasComponent);
    }

    private UaVariableNode stateId(final NodeId variable) {
        return namespace.nodes().property(variable, new QualifiedName(0, "Id"), NodeIds.NodeId, -1);
    }

    /** The object that events come from. */
    NodeId id() {
        return id;
    }

    /** The object that has the methods for results. */
    NodeId management() {
        return management;
    }

    String model() {
        return model;
    }

    /** Sets whether the model judges pictures: whether it has a version that can be used. */
    void serving(final boolean serves) {
        final VisionState now = serves ? VisionState.OPERATIONAL : VisionState.PREOPERATIONAL;
        state.setValue(value(LocalizedText.english(now.stateName()), DateTime.now()));
        stateId.setValue(value(namespace.vision().id(now), DateTime.now()));
        if (serves) {
            mode.setValue(value(LocalizedText.english(VisionState.CONTINUOUS_EXECUTION.stateName()), DateTime.now()));
            modeId.setValue(value(namespace.vision().id(VisionState.CONTINUOUS_EXECUTION), DateTime.now()));
        } else {
            mode.setValue(new DataValue(new StatusCode(StatusCodes.Bad_StateNotActive)));
            modeId.setValue(new DataValue(new StatusCode(StatusCodes.Bad_StateNotActive)));
        }
    }

    /**
     * Writes a verdict into the variables. One that is written again is not counted again.
     *
     * @param verdict the verdict
     * @param result the same as a result of Machine Vision
     */
    void write(final Verdict verdict, final VisionStructure result) {
        final DateTime time = new DateTime(verdict.time());
        fields.forEach((field, node) -> node.setValue(field.of(verdict)
                .map(value -> value(value, time))
                .orElseGet(() -> new DataValue(Variant.NULL_VALUE, StatusCode.GOOD, time))));
        lastParts.forEach((name, node) -> node.setValue(result.member(name)
                .map(value -> value(namespace.wire(value), time))
                .orElseGet(() -> new DataValue(Variant.NULL_VALUE, StatusCode.GOOD, time))));
        last.setValue(value(namespace.wire(result), time));
        if (counted.add(verdict.id())) {
            if (counted.size() > REPEATED) {
                counted.remove(counted.iterator().next());
            }
            count(verdict.verdict(), counts.getOrDefault(verdict.verdict(), 0L) + 1);
        }
    }

    private void count(final Decision decision, final long count) {
        counts.put(decision, count);
        final UaVariableNode node = counters.get(decision);
        if (node != null) {
            node.setValue(value(ulong(count), DateTime.now()));
        }
    }

    private static DataValue value(final Object value, final DateTime time) {
        return new DataValue(new Variant(value), StatusCode.GOOD, time);
    }
}
