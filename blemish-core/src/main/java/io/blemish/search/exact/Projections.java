package io.blemish.search.exact;

/** Projections of some vectors, see {@link Projector}. */
final class Projections {
    private final float[] leading;
    private final float[] trailing;
    private final float[] errors;

    /**
     * Takes arrays over.
     *
     * @param leading {@code [count, leadingWidth]}
     * @param trailing {@code [count, trailingWidth]}
     * @param errors {@code [count]}
     */
    Projections(final float[] leading, final float[] trailing, final float[] errors) {
        this.leading = leading;
        this.trailing = trailing;
        this.errors = errors;
    }

    /** The leading parts, {@code [count, leadingWidth]}. */
    float[] leading() {
        return leading;
    }

    /** The trailing parts, {@code [count, trailingWidth]}. */
    float[] trailing() {
        return trailing;
    }

    /**
     * The largest error of each projection as a vector, {@code [count]}: that of the leading part alone, or of both parts
     * together. It is infinite for a vector that cannot be projected.
     */
    float[] errors() {
        return errors;
    }
}
