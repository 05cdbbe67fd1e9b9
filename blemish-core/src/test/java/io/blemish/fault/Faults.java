package io.blemish.fault;

import java.io.IOException;

/**
 * Which operation of a {@link FaultyFileSystem} fails: one that opens, writes, synchronises, closes, moves or makes something, counted
 * from the moment at which this is set. Reading and deleting never fail, as they do not on a full disk.
 */
public final class Faults {
    private int count;
    private int failing;
    private String last = "";

    /** Lets one operation from now on fail, counted from 1. All others succeed. */
    public synchronized void failAt(final int operation) {
        count = 0;
        failing = operation;
        last = "";
    }

    /** Lets all operations succeed. */
    public synchronized void repair() {
        failAt(0);
    }

    /** What failed; empty if there were fewer operations. */
    public synchronized String failed() {
        return last;
    }

    /** Counts an operation. Returns whether it is to fail. */
    synchronized boolean hit(final String operation) {
        count++;
        if (count != failing) {
            return false;
        }
        last = operation + ", operation " + count;
        return true;
    }

    void check(final String operation) throws IOException {
        if (hit(operation)) {
            throw failure();
        }
    }

    static IOException failure() {
        return new IOException("No space left on device");
    }
}
