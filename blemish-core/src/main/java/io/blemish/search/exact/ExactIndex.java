package io.blemish.search.exact;

import io.blemish.array.FloatMatrix;
import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.Ranges;
import io.blemish.parallel.Workers;
import io.blemish.search.NeighborSearch;
import io.blemish.search.Recall;
import io.blemish.search.SearchIndex;
import io.blemish.search.vector.PrincipalAxes;
import java.io.IOException;
import java.util.Optional;

/** The projections of a bank's rows onto its principal axes, by which most rows are ruled out. See {@link Projector}. */
public final class ExactIndex implements SearchIndex {
    private final PrincipalAxes axes;
    private final FloatMatrix leading;
    private final FloatMatrix trailing;
    private final double error;
    private final double largestNorm;

    /**
     * Puts an index together.
     *
     * @param axes of the bank
     * @param leading the rows' leading parts: coordinates along the leading axes, the norm of the rest, and the square of all
     *     that, {@code [n, leading axes + 2]}; of a row too large to square, zeros and minus infinity
     * @param trailing the rows' trailing parts: the norm of the rest that the leading axes leave out, coordinates along the
     *     other axes, the norm of the rest that all axes leave out, {@code [n, other axes + 2]}
     * @param error the largest error of a leading part, or of both parts together, as a vector
     * @param largestNorm the largest norm of a leading part
     */
    ExactIndex(
            final PrincipalAxes axes,
            final FloatMatrix leading,
            final FloatMatrix trailing,
            final double error,
            final double largestNorm) {
        // Each part has a norm, and the leading one a square in addition, beside its coordinates.
        Ranges.shape(trailing, "tails.npy", leading.rows(), axes.count() - (leading.columns() - 2L) + 2);
        Ranges.within(error, "the error of the index", 0, Double.MAX_VALUE);
        Ranges.within(largestNorm, "the largest norm of the index", 0, Double.MAX_VALUE);
        this.axes = axes;
        this.leading = leading;
        this.trailing = trailing;
        this.error = error;
        this.largestNorm = largestNorm;
    }

    /**
     * Builds the index of a bank.
     *
     * @param bank {@code [n, d]}, finite, at least one row
     * @param workers threads to use; the index does not depend on them
     * @return the index of the bank
     * @throws io.blemish.BlemishException if a value is not finite
     */
    public static ExactIndex of(final FloatMatrix bank, final Workers workers) {
        return new ExactIndexBuilder(bank, workers).ofCoreset();
    }

    /**
     * Builds the index of a large bank from which no row was left out for being near another. In such a dense bank few axes
     * rule few rows out, and each further axis saves comparisons. Of the 156,800 patches of 50 pictures, 1,792 values each,
     * 256 leading axes and 384 in all leave far fewer than 96 and 256, and take two fifths of the time.
     *
     * @param bank {@code [n, d]}, finite, at least one row
     * @param workers threads to use; the index does not depend on them
     * @return the index of the bank
     * @throws io.blemish.BlemishException if a value is not finite
     */
    public static ExactIndex ofDense(final FloatMatrix bank, final Workers workers) {
        return new ExactIndexBuilder(bank, workers).ofDense();
    }

    /** Builds the index of a small bank for some searches only: in far less time, and it rules fewer rows out. */
    static ExactIndex alongCoordinates(final FloatMatrix bank, final Workers workers) {
        return new ExactIndexBuilder(bank, workers).alongCoordinates();
    }

    /**
     * Reads an index that {@link #write} wrote; its arrays are mapped.
     *
     * @param file the file that holds the index
     * @return the index that was written
     * @throws io.blemish.BlemishException if the index is damaged
     */
    public static ExactIndex read(final ArtifactFile file) {
        return ExactEntries.read(file);
    }

    /**
     * {@return the index of some blocks of rows alone} Nothing is computed anew.
     *
     * @param blocks numbers of blocks: block {@code b} begins at row {@code b * rowsPerBlock}
     * @param rowsPerBlock rows of each
     */
    public ExactIndex blocks(final int[] blocks, final int rowsPerBlock) {
        return new ExactIndex(
                axes, leading.blocks(blocks, rowsPerBlock), trailing.blocks(blocks, rowsPerBlock), error, largestNorm);
    }

    /**
     * The index of a bank that begins with the rows of this one's: the further rows are projected onto the same axes. Any axes
     * give bounds that hold; those of few more rows than the bank's own rule out nearly as many.
     */
    ExactIndex with(final FloatMatrix bank, final Workers workers) {
        return new ExactIndexBuilder(bank, workers).from(this);
    }

    @Override
    public Optional<SearchIndex> grown(final FloatMatrix bank, final Workers workers) {
        return Optional.of(new DeferredIndex(bank, workers, Optional.of(() -> this)));
    }

    @Override
    public NeighborSearch over(final FloatMatrix bank, final Workers workers) {
        return ExactSearch.over(bank, this, workers);
    }

    PrincipalAxes axes() {
        return axes;
    }

    FloatMatrix leading() {
        return leading;
    }

    FloatMatrix trailing() {
        return trailing;
    }

    double error() {
        return error;
    }

    double largestNorm() {
        return largestNorm;
    }

    /** How many axes a leading part is on. */
    int leadingAxes() {
        return leading.columns() - 2;
    }

    @Override
    public boolean approximate() {
        return false;
    }

    @Override
    public ExactDescription description(final Optional<Recall> recall) {
        return new ExactDescription();
    }

    @Override
    public void write(final ArtifactWriter writer) throws IOException {
        ExactEntries.write(writer, this);
    }
}
