package io.blemish.server;

import io.blemish.server.audit.Action;
import io.blemish.server.audit.AuditException;
import io.blemish.server.audit.AuditLog;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records who signs in and out, in the audit log. */
final class SignInRecord {
    private static final Logger LOG = LoggerFactory.getLogger(SignInRecord.class);

    private final AuditLog audit;

    SignInRecord(final AuditLog audit) {
        this.audit = audit;
    }

    /**
     * Records an attempt; alone of all that is recorded, before it is done: nobody gets in without an entry.
     *
     * @param action whether it succeeds
     * @param detail what a provider says of the person, or why it does not succeed
     * @throws ProblemException if it cannot be recorded
     */
    void attempt(final String who, final Action action, final Exchange exchange, final Optional<String> detail) {
        try {
            audit.record(who, action, exchange.address(), Optional.empty(), detail);
        } catch (final AuditException e) {
            LOG.error("Nobody can sign in: {}", e.getMessage());
            throw new ProblemException(
                    ProblemKind.AUDIT,
                    "Nobody can sign in while the audit log cannot be written; the reason is in the server's log.");
        }
    }

    /** Records that somebody has signed out. */
    void signOut(final String who, final Exchange exchange) {
        audit.record(who, Action.SIGN_OUT, exchange.address(), Optional.empty(), Optional.empty());
    }
}
