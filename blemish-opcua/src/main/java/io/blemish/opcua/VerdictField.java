package io.blemish.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.blemish.server.history.Verdict;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/** What is told of a verdict in variables of plain types, which every controller can read. */
enum VerdictField {
    /** Its identifier. */
    ID("Id", NodeIds.String, verdict -> Optional.of(verdict.id())),
    /** The decision: {@code ok}, {@code review} or {@code defect}. */
    VERDICT("Verdict", NodeIds.String, verdict -> Optional.of(verdict.verdict().word())),
    /** The anomaly score. */
    SCORE("Score", NodeIds.Float, verdict -> Optional.of(verdict.score())),
    /** The threshold of a defect. */
    THRESHOLD("Threshold", NodeIds.Float, verdict -> Optional.of(verdict.threshold())),
    /** The threshold of a review; without a value if there is none. */
    REVIEW_THRESHOLD(
            "ReviewThreshold",
            NodeIds.Float,
            verdict -> verdict.reviewThreshold().map(Object.class::cast)),
    /** How many regions are anomalous. */
    REGIONS(
            "Regions",
            NodeIds.UInt32,
            verdict -> Optional.of(uint(verdict.regions().size()))),
    /** The sender's name for the picture; without a value if there is none. */
    PICTURE("Picture", NodeIds.String, verdict -> verdict.name().map(Object.class::cast)),
    /** The model's name. */
    MODEL("Model", NodeIds.String, verdict -> Optional.of(verdict.model())),
    /** The model's version. */
    VERSION("Version", NodeIds.String, verdict -> Optional.of(verdict.version())),
    /** The time of the verdict. */
    TIME("Time", NodeIds.UtcTime, verdict -> Optional.of(new DateTime(verdict.time())));

    private final String browseName;

    @SuppressWarnings("ImmutableEnumChecker") // It is never changed.
    private final NodeId dataType;

    @SuppressWarnings("ImmutableEnumChecker") // It is never changed.
    private final Function<Verdict, Optional<Object>> value;

    VerdictField(final String browseName, final NodeId dataType, final Function<Verdict, Optional<Object>> value) {
        this.browseName = browseName;
        this.dataType = dataType;
        this.value = value;
    }

    String browseName() {
        return browseName;
    }

    NodeId dataType() {
        return dataType;
    }

    /** What the field is of a verdict. */
    Optional<Object> of(final Verdict verdict) {
        return value.apply(verdict);
    }
}
