package io.blemish.cli.option;

import io.blemish.detector.anomalydino.AnomalyDinoOptions;
import io.blemish.detector.mhpatchcore.MhPatchCoreOptions;
import io.blemish.detector.padim.PadimOptions;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.detector.rad.RadOptions;
import io.blemish.detector.softpatch.SoftPatchOptions;
import io.blemish.detector.spade.SpadeOptions;
import io.blemish.detector.subspace.SubspaceOptions;
import io.blemish.detector.views.ViewsOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which options belong to some methods alone. */
final class MethodLimits {
    /** These have always let the options of memory banks pass, and scripts may rely on it. */
    private static final List<String> LENIENT = List.of(PadimOptions.TYPE, SpadeOptions.TYPE);

    /** But these came later. */
    private static final Set<String> LATER = Set.of(
            MethodOptions.RADIUS,
            MethodOptions.EXPLAINED,
            MethodOptions.SHRINKAGE,
            MethodOptions.NOISE,
            MethodOptions.IMAGE_SCORE,
            MethodOptions.FOREGROUND,
            MemoryBankOptions.MAX_BANK_ENTRIES);

    private static final Map<String, List<String>> METHODS = methods();

    private MethodLimits() {}

    private static Map<String, List<String>> methods() {
        final Map<String, List<String>> methods = new LinkedHashMap<>();
        methods.put(MethodOptions.RADIUS, List.of(RadOptions.TYPE));
        methods.put(MethodOptions.EXPLAINED, List.of(SubspaceOptions.TYPE, MhPatchCoreOptions.TYPE));
        methods.put(MethodOptions.NOISE, List.of(SoftPatchOptions.TYPE));
        methods.put(MethodOptions.FOREGROUND, List.of(AnomalyDinoOptions.TYPE));
        methods.put(MethodOptions.SHRINKAGE, List.of(MhPatchCoreOptions.TYPE));
        methods.put(
                MethodOptions.IMAGE_SCORE,
                List.of(ViewsOptions.TYPE, AnomalyDinoOptions.TYPE, SubspaceOptions.TYPE, RadOptions.TYPE));
        MemoryBankOptions.OF_PATCHCORE.forEach(option -> methods.put(option, List.of(PatchCoreOptions.TYPE)));
        final List<String> whitened = List.of(PatchCoreOptions.TYPE, MhPatchCoreOptions.TYPE);
        methods.put(MemoryBankOptions.EMBEDDING, whitened);
        methods.put(MemoryBankOptions.NEIGHBORS, whitened);
        methods.put(
                MemoryBankOptions.PATCH_SIZE,
                List.of(ViewsOptions.TYPE, PatchCoreOptions.TYPE, MhPatchCoreOptions.TYPE));
        methods.put(
                MemoryBankOptions.MAX_BANK_ENTRIES,
                List.of(ViewsOptions.TYPE, PatchCoreOptions.TYPE, MhPatchCoreOptions.TYPE));
        final List<String> banks =
                List.of(ViewsOptions.TYPE, PatchCoreOptions.TYPE, AnomalyDinoOptions.TYPE, SoftPatchOptions.TYPE);
        methods.put(MemoryBankOptions.CORESET, banks);
        methods.put(SearchOptions.SEARCH, banks);
        return methods;
    }

    /**
     * Refuses an option that the method does not have.
     *
     * @param method its name
     * @param given whether an option was given
     * @throws IllegalArgumentException if one was given that the method does not have
     */
    static void check(final String method, final Predicate<String> given) {
        METHODS.forEach((option, methods) -> {
            final boolean lenient = LENIENT.contains(method) && !LATER.contains(option);
            if (given.test(option) && !methods.contains(method) && !lenient) {
                throw new IllegalArgumentException(option + " is an option of --method " + String.join(" or ", methods)
                        + ": leave it out, or name that method");
            }
        });
    }
}
