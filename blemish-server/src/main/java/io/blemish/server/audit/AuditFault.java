package io.blemish.server.audit;

/** The first line of an audit log that is not what the server wrote there. The message is a sentence for a person. */
final class AuditFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean incomplete;

    private AuditFault(final String sentence, final boolean incomplete) {
        super(sentence, null, false, false);
        this.incomplete = incomplete;
    }

    static AuditFault changed(final long number) {
        return new AuditFault("Entry " + number + " was changed: its hash is not that of its content.", false);
    }

    static AuditFault outOfOrder(final long number, final long found) {
        return new AuditFault(
                "Entry " + number + " was removed, moved or replaced: entry " + found
                        + " stands in its place and does not follow the one before.",
                false);
    }

    static AuditFault incomplete(final long number) {
        return new AuditFault(
                "Entry " + number + " is not complete, as after a stop of the server while it was written.", true);
    }

    /** Whether the last line has no end, and nothing else is wrong. */
    boolean isIncomplete() {
        return incomplete;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
