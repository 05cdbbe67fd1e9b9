package io.blemish.search.ivfpq;

/** Lists and codes of all rows of a bank, in their order. Threads write different rows at once. */
final class CodedRows {
    private final int[] lists;
    private final float[] offsets;
    private final byte[] codes;

    CodedRows(final int rows, final int parts) {
        this.lists = new int[rows];
        this.offsets = new float[rows];
        this.codes = new byte[Math.multiplyExact(rows, parts)];
    }

    /** The list of each row, {@code [n]}. */
    int[] lists() {
        return lists;
    }

    /** The offset of each row, {@code [n]}. */
    float[] offsets() {
        return offsets;
    }

    /** The codes of each row, {@code [n, parts]}. */
    byte[] codes() {
        return codes;
    }
}
