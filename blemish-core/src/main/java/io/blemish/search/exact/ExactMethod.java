package io.blemish.search.exact;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.SearchDescription;
import io.blemish.search.SearchIndex;
import io.blemish.search.SearchMethod;

/**
 * Exact search. It finds the neighbours of brute force, with the same distances, for a fraction of the work.
 *
 * <p>Along principal axes: the bank is rotated to its principal axes when the index is built. A row's first 96 to 256
 * coordinates there, with the norm of the rest, give a distance that never exceeds the true one ({@link Projector}). Those of
 * a block of rows to some queries are one product of matrices ({@link AxesSearcher}). The rows that these lower bounds do not
 * rule out are compared along more axes, 160 at most, and those left then in full, the smallest bound first ({@link
 * io.blemish.search.exact.pruning.Query}).
 *
 * <p>Patches of magnetic tiles, 1,536 values each, in banks that the coreset chose: of 1,600 rows the leading axes leave 20 to
 * 80, the trailing ones 5 to 13; of 16,000 rows 10 to 430 and 2 to 45, the more the farther a patch is from all that is
 * normal. With 64 to 160 leading axes, and 192 to 384 in all, times differ by less than a tenth; of 2,000 rows, 192 leading
 * axes take a tenth less time than 96.
 *
 * <p>In bytes: a small bank is compared by nearly all of its values, written as bytes ({@link
 * io.blemish.search.exact.int8.QuantizedBank}), if the processor multiplies bytes fast enough. With 5,974 rows of 384 values
 * and 784 queries, a processor that has AVX2 only takes 26 ms along axes and 34 ms in bytes.
 *
 * <p>Distances are computed from the vectors as given, in double precision, and rounded once. Single precision is only used to
 * rule rows out, and the worst rounding is allowed for.
 */
public record ExactMethod() implements SearchMethod {
    static final String NAME = "exact";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SearchIndex index(final FloatMatrix bank, final long seed, final Workers workers, final Progress progress) {
        return new DeferredIndex(bank, workers);
    }

    @Override
    public ExactIndex read(final ArtifactFile file) {
        return ExactIndex.read(file);
    }

    @Override
    public Class<? extends SearchDescription> descriptionType() {
        return ExactDescription.class;
    }
}
