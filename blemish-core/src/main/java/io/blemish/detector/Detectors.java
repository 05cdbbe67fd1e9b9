package io.blemish.detector;

import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.detector.anomalydino.AnomalyDinoDescription;
import io.blemish.detector.anomalydino.AnomalyDinoOptions;
import io.blemish.detector.ensemble.EnsembleDescription;
import io.blemish.detector.mhpatchcore.MhPatchCoreDescription;
import io.blemish.detector.mhpatchcore.MhPatchCoreOptions;
import io.blemish.detector.padim.PadimDescription;
import io.blemish.detector.padim.PadimOptions;
import io.blemish.detector.patchcore.PatchCoreDescription;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.detector.rad.RadDescription;
import io.blemish.detector.rad.RadOptions;
import io.blemish.detector.softpatch.SoftPatchDescription;
import io.blemish.detector.softpatch.SoftPatchOptions;
import io.blemish.detector.spade.SpadeDescription;
import io.blemish.detector.spade.SpadeOptions;
import io.blemish.detector.subspace.SubspaceDescription;
import io.blemish.detector.subspace.SubspaceOptions;
import io.blemish.detector.views.ViewsDescription;
import io.blemish.detector.views.ViewsOptions;
import java.util.List;
import java.util.Optional;

/** The registry of detectors: a new one is a package and a line here. */
public final class Detectors {
    private static final List<Entry> ENTRIES = List.of(
            new Entry(ViewsOptions.TYPE, ViewsDescription.class, Optional.of(ViewsOptions.DEFAULT)),
            new Entry(PatchCoreOptions.TYPE, PatchCoreDescription.class, Optional.of(PatchCoreOptions.DEFAULT)),
            new Entry(PadimOptions.TYPE, PadimDescription.class, Optional.of(PadimOptions.DEFAULT)),
            new Entry(SpadeOptions.TYPE, SpadeDescription.class, Optional.of(SpadeOptions.DEFAULT)),
            new Entry(SubspaceOptions.TYPE, SubspaceDescription.class, Optional.of(SubspaceOptions.DEFAULT)),
            new Entry(RadOptions.TYPE, RadDescription.class, Optional.of(RadOptions.DEFAULT)),
            new Entry(AnomalyDinoOptions.TYPE, AnomalyDinoDescription.class, Optional.of(AnomalyDinoOptions.DEFAULT)),
            new Entry(MhPatchCoreOptions.TYPE, MhPatchCoreDescription.class, Optional.of(MhPatchCoreOptions.DEFAULT)),
            new Entry(SoftPatchOptions.TYPE, SoftPatchDescription.class, Optional.of(SoftPatchOptions.DEFAULT)),
            new Entry(EnsembleDescription.TYPE, EnsembleDescription.class, Optional.empty()));

    private Detectors() {}

    /** {@return the default options of every detector that can be trained, in the order in which they are offered} */
    public static List<DetectorOptions> all() {
        return ENTRIES.stream().map(Entry::defaults).flatMap(Optional::stream).toList();
    }

    /**
     * {@return the default options of a detector; empty if no detector that can be trained has that name}
     *
     * @param type its name
     */
    public static Optional<DetectorOptions> defaults(final String type) {
        return all().stream().filter(options -> options.type().equals(type)).findFirst();
    }

    static Class<? extends DetectorDescription> description(final String type) {
        return ENTRIES.stream()
                .filter(entry -> entry.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new ModelException(
                        ErrorCode.MODEL_TOO_NEW,
                        "The model holds a detector of the type '" + type
                                + "', which this software does not know. Update Blemish."))
                .description();
    }

    /**
     * One detector.
     *
     * @param type its name
     * @param description how {@code model.json} records it
     * @param defaults its options; empty if it is not trained by itself
     */
    private record Entry(
            String type, Class<? extends DetectorDescription> description, Optional<DetectorOptions> defaults) {}
}
