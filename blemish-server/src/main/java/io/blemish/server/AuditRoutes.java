package io.blemish.server;

import static io.blemish.artifact.Csv.text;

import io.blemish.artifact.Csv;
import io.blemish.server.audit.AuditEntry;
import io.blemish.server.audit.AuditLog;
import io.blemish.server.http.Exchange;
import io.blemish.server.users.Role;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;

/** The audit log, for who may see what everyone did. */
final class AuditRoutes {
    private static final int PAGE = 50;
    private static final int MAX_PAGE = 500;
    private static final String HEADER = "number,time,who,action,subject,from,to,previous,hash\r\n";

    private final AuditLog audit;

    AuditRoutes(final AuditLog audit) {
        this.audit = audit;
    }

    void add(final Operations operations) {
        operations.get(Role.ADMIN, "/v1/audit", this::list);
        operations.get(Role.ADMIN, "/v1/audit.csv", this::export);
    }

    /** {@code AuditPage} in openapi.yaml. */
    private record Page(List<AuditEntry> entries, Optional<Long> next, long size, String lastHash) {}

    private void list(final Exchange exchange) throws IOException {
        final Parameters parameters = new Parameters(exchange);
        final int limit = parameters.whole("limit", 1, MAX_PAGE).orElse(PAGE);
        final long before = parameters.whole("before", 1, Integer.MAX_VALUE).orElse(Integer.MAX_VALUE);
        final List<AuditEntry> entries = audit.newest(before, limit);
        final long oldest =
                entries.isEmpty() ? 1 : entries.get(entries.size() - 1).number();
        exchange.sendJson(
                new Page(entries, oldest > 1 ? Optional.of(oldest) : Optional.empty(), audit.size(), audit.lastHash()));
    }

    private void export(final Exchange exchange) throws IOException {
        final List<AuditEntry> first = audit.oldest(0, MAX_PAGE);
        CsvExport.send(exchange, "audit.csv", HEADER, out -> write(first, out));
    }

    /** Writes a page and all that follow it. */
    private void write(final List<AuditEntry> first, final Writer out) throws IOException {
        List<AuditEntry> page = first;
        while (!page.isEmpty()) {
            for (final AuditEntry entry : page) {
                out.write(line(entry));
            }
            page = audit.oldest(page.get(page.size() - 1).number(), MAX_PAGE);
        }
    }

    private static String line(final AuditEntry entry) {
        return Csv.line(
                entry.number(),
                entry.time(),
                text(entry.who()),
                entry.action(),
                text(entry.subject()),
                text(entry.from().orElse("")),
                text(entry.to().orElse("")),
                entry.previous(),
                entry.hash());
    }
}
