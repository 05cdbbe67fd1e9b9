package io.blemish.opcua;

import io.blemish.server.delivery.PastVerdicts;
import io.blemish.server.history.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;

/** Makes results of Machine Vision of verdicts. */
final class Results {
    /** The state {@code Completed} (OPC 40100-1, table 153): a defect that is found is a result like any other. */
    static final int COMPLETED = 1;

    /** A message of the usual 2 MB must hold it several times. A verdict of a thousand regions has about as much. */
    private static final int MOST_CONTENT = 200_000;

    private final PastVerdicts past;
    private final UShort vision;

    /**
     * Makes results.
     *
     * @param past the verdicts of the history
     * @param vision the namespace of Machine Vision
     */
    Results(final PastVerdicts past, final UShort vision) {
        this.past = past;
        this.vision = vision;
    }

    /** The result of a verdict of a model, if there is one with this identifier. */
    Optional<VisionStructure> find(final String model, final String id) {
        return verdict(model, id).map(this::of);
    }

    /** Whether there is a verdict of a model with this identifier. */
    boolean has(final String model, final String id) {
        return verdict(model, id).isPresent();
    }

    private Optional<Verdict> verdict(final String model, final String id) {
        return past.find(id).filter(verdict -> verdict.model().equals(model));
    }

    /** The newest verdicts of a model, the last one first. */
    List<Verdict> newest(final String model, final int limit) {
        return past.newest(model, limit);
    }

    /** The result of a verdict. */
    VisionStructure of(final Verdict verdict) {
        return of(verdict, past.json(verdict));
    }

    /**
     * The result of a verdict.
     *
     * @param verdict the verdict
     * @param json the same as JSON in UTF-8, which is left out if it is too large
     */
    VisionStructure of(final Verdict verdict, final byte[] json) {
        final Map<String, Object> members = new HashMap<>();
        members.put("ResultId", id(VisionStructureType.RESULT_ID, verdict.id()));
        members.put("HasTransferableDataOnFile", false);
        members.put("IsPartial", false);
        members.put("IsSimulated", false);
        members.put("ResultState", COMPLETED);
        verdict.name().ifPresent(name -> members.put("PartId", id(VisionStructureType.PART_ID, name)));
        members.put("InternalRecipeId", version(VisionStructureType.INTERNAL_RECIPE_ID, verdict));
        members.put("InternalConfigurationId", version(VisionStructureType.CONFIGURATION_ID, verdict));
        members.put("JobId", id(VisionStructureType.JOB_ID, verdict.id()));
        members.put("CreationTime", new DateTime(verdict.time()));
        if (json.length <= MOST_CONTENT) {
            members.put("ResultContent", new Variant[] {Variant.ofString(new String(json, StandardCharsets.UTF_8))});
        }
        return new VisionStructure(VisionStructureType.RESULT, vision, members);
    }

    /** How many characters the JSON of a result has. */
    static int contentLength(final VisionStructure result) {
        return result.member("ResultContent")
                .map(content -> String.valueOf(((Variant[]) content)[0].value()).length())
                .orElse(0);
    }

    private VisionStructure id(final VisionStructureType type, final String id) {
        return new VisionStructure(type, vision, Map.of("Id", id));
    }

    private VisionStructure version(final VisionStructureType type, final Verdict verdict) {
        return new VisionStructure(type, vision, Map.of("Id", verdict.model(), "Version", verdict.version()));
    }
}
