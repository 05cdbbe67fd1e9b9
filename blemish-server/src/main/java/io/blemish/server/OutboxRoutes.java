package io.blemish.server;

import io.blemish.server.audit.Action;
import io.blemish.server.audit.AuditLog;
import io.blemish.server.history.FailedLetter;
import io.blemish.server.history.Outbox;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.users.Role;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The verdicts that other programs have not got, and trying again to deliver them. */
final class OutboxRoutes {
    private static final int PAGE = 50;
    private static final int MAX_PAGE = 500;

    private final AuditLog audit;
    private final Outbox outbox;
    private final Set<String> targets;
    private final Runnable wake;

    OutboxRoutes(final AuditLog audit, final Outbox outbox, final Set<String> targets, final Runnable wake) {
        this.audit = audit;
        this.outbox = outbox;
        this.targets = targets;
        this.wake = wake;
    }

    void add(final Operations operations) {
        operations.get(Role.ENGINEER, "/v1/outbox", this::list);
        operations.post(Role.ENGINEER, "/v1/outbox/resend", this::resend);
    }

    /** {@code Outbox} in openapi.yaml. */
    private record Content(List<Count> targets, List<FailedLetter> failed, Optional<Long> next) {}

    private record Count(String target, long waiting, long failed) {}

    private void list(final Exchange exchange) throws IOException {
        final Parameters parameters = new Parameters(exchange);
        final int limit = parameters.whole("limit", 1, MAX_PAGE).orElse(PAGE);
        final List<FailedLetter> failed =
                outbox.failed(number(parameters, "after").orElse(0L), limit);
        exchange.sendJson(new Content(
                targets.stream()
                        .sorted()
                        .map(target -> new Count(target, outbox.waiting(target), outbox.failed(target)))
                        .toList(),
                failed,
                failed.size() < limit
                        ? Optional.empty()
                        : Optional.of(failed.get(failed.size() - 1).number())));
    }

    private record Resent(int resent) {}

    private void resend(final Exchange exchange) throws IOException {
        final Optional<Long> number = number(new Parameters(exchange), "number");
        final int resent = outbox.resend(number);
        if (number.isPresent() && resent == 0) {
            throw new ProblemException(
                    ProblemKind.NOT_FOUND, "There is no failed delivery of that number; GET /v1/outbox lists them.");
        }
        audit.record(
                exchange.sender(),
                Action.RESEND,
                number.map(one -> "delivery " + one).orElse("all failed deliveries"),
                Optional.empty(),
                Optional.of(resent + " to be delivered again"));
        wake.run();
        exchange.sendJson(new Resent(resent));
    }

    private static Optional<Long> number(final Parameters parameters, final String name) {
        return parameters.whole(name, 0, Integer.MAX_VALUE).map(Integer::longValue);
    }
}
