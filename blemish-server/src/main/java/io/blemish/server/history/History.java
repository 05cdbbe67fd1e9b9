package io.blemish.server.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import io.blemish.artifact.Json;
import io.blemish.image.Preprocessing;
import io.blemish.prediction.Decision;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All verdicts, in a database: SQLite in a file, or PostgreSQL. When {@link #record} returns, the verdicts survive a crash of
 * the process and, if the disk writes what it confirms, of the machine. Safe for use by many threads.
 */
public final class History implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final int READERS = 4;
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);

    private final HikariDataSource reading;

    /** Of its own, because queries over all verdicts may use those for reading for longer than whoever asks for the health waits. */
    private final HikariDataSource probing;

    private final HikariDataSource writing;
    private final GroupCommit writer;
    private final Outbox outbox = new Outbox(this);
    private final ShadowResults shadows = new ShadowResults(this);

    private History(final String url) {
        final boolean sqlite = url.startsWith("jdbc:sqlite:");
        final String settings = url + (url.contains("?") ? "&" : "?");
        // With FULL, a commit returns when the write-ahead log is on the disk.
        final String pooled = sqlite ? settings + "journal_mode=WAL&synchronous=FULL&busy_timeout=10000" : url;
        migrate(pooled, sqlite ? "sqlite" : "postgresql");
        this.reading = pool("history-read", pooled, READERS, true);
        this.probing = pool("history-health", pooled, 1, true);
        this.writing = pool("history-write", pooled, 1, false);
        this.writer = new GroupCommit(writing);
    }

    /**
     * Opens the history in an SQLite file, which is made if it does not exist.
     *
     * @throws BlemishException if it cannot be opened, or was begun and is gone
     */
    public static History inFile(final Path file) {
        return begin("jdbc:sqlite:" + file, BegunHistory.inFile(file));
    }

    /**
     * Opens the history in a database server.
     *
     * @param url {@code jdbc:postgresql://…}
     * @param folder keeps a note that the history was begun
     * @throws BlemishException if it cannot be opened, or was begun and is gone
     */
    public static History inDatabase(final String url, final Path folder) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE,
                    "Database '" + BegunHistory.withoutPassword(url)
                            + "' is not one that can be used. Give jdbc:postgresql://HOST/DATABASE?user=USER.");
        }
        return begin(url, BegunHistory.inDatabase(url, folder));
    }

    private static History begin(final String url, final BegunHistory begun) {
        begun.check();
        final History history = new History(url);
        begun.note();
        return history;
    }

    private static void migrate(final String url, final String dialect) {
        try {
            Flyway.configure()
                    .dataSource(url, null, null)
                    .locations("classpath:io/blemish/server/history/" + dialect)
                    .table("blemish_schema")
                    .load()
                    .migrate();
        } catch (final FlywayException e) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE,
                    "The history cannot be opened: " + firstLine(e) + " Check --database and --data.",
                    e);
        }
    }

    private static String firstLine(final Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        final String line =
                String.valueOf(root.getMessage()).strip().lines().findFirst().orElse("");
        return line.endsWith(".") ? line : line + ".";
    }

    private static HikariDataSource pool(
            final String name, final String url, final int size, final boolean autoCommit) {
        final HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(size);
        config.setAutoCommit(autoCommit);
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        return new HikariDataSource(config);
    }

    /**
     * Records verdicts, and returns when they are on the disk.
     *
     * @throws HistoryException if the database does not take them
     */
    public void record(final List<Verdict> verdicts) {
        record(verdicts, Optional.empty());
    }

    /**
     * Records verdicts and, in the same transaction, that the one picture's file was taken.
     *
     * @throws HistoryException if the database does not take them, or the file was taken before
     */
    public void record(final List<Verdict> verdicts, final Optional<TakenFile> file) {
        write(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(VerdictRow.INSERT)) {
                for (final Verdict verdict : verdicts) {
                    VerdictRow.set(insert, verdict);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            outbox.write(connection, verdicts);
            if (file.isPresent()) {
                TakenFileRow.insert(
                        connection, file.get(), Optional.of(verdicts.get(0).id()));
            }
            return verdicts;
        });
    }

    /** What became of a file of a watched folder. */
    public enum Taken {
        /** It has not been taken. */
        NOT_YET,
        /** It has its verdict. */
        JUDGED,
        /** It was refused. */
        REFUSED
    }

    /** What became of a file of a watched folder. */
    public Taken taken(final TakenFile file) {
        return read(connection -> TakenFileRow.find(connection, file));
    }

    /** Records that a file of a watched folder was refused. */
    public void refused(final TakenFile file) {
        write(connection -> {
            TakenFileRow.insert(connection, file, Optional.empty());
            return file;
        });
    }

    /** The verdicts that other programs are still to get. */
    public Outbox outbox() {
        return outbox;
    }

    /** What shadows made of the pictures. */
    public ShadowResults shadows() {
        return shadows;
    }

    /** The verdict with an identifier; empty if there is none. */
    public Optional<Verdict> find(final String id) {
        return read(connection -> select(connection, id));
    }

    /**
     * A page of verdicts, newest first.
     *
     * @param filter which verdicts
     * @param after the last identifier of the page before; empty for the first page
     * @param limit the size of a page
     */
    public List<Verdict> newest(final VerdictFilter filter, final Optional<String> after, final int limit) {
        final Condition condition = filter.condition();
        after.ifPresent(id -> condition.and("id < ?", id));
        return list(condition, "DESC", limit);
    }

    /**
     * A page of verdicts, oldest first.
     *
     * @param filter which verdicts
     * @param after the last identifier of the page before; empty for the first page
     * @param limit the size of a page
     */
    public List<Verdict> oldest(final VerdictFilter filter, final Optional<String> after, final int limit) {
        final Condition condition = filter.condition();
        after.ifPresent(id -> condition.and("id > ?", id));
        return list(condition, "ASC", limit);
    }

    private List<Verdict> list(final Condition condition, final String order, final int limit) {
        final String sql = VerdictRow.SELECT + condition.where() + " ORDER BY id " + order + " LIMIT ?";
        return read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setInt(condition.set(query, 1), limit);
                try (ResultSet rows = query.executeQuery()) {
                    final List<Verdict> verdicts = new ArrayList<>();
                    while (rows.next()) {
                        readable(rows).ifPresent(verdicts::add);
                    }
                    return verdicts;
                }
            }
        });
    }

    /** A row that somebody else has spoilt must not hide the others. */
    static Optional<Verdict> readable(final ResultSet row) throws SQLException {
        try {
            return Optional.of(VerdictRow.get(row));
        } catch (final BlemishException | IllegalArgumentException | NullPointerException e) {
            LOG.warn(
                    "Verdict {} in the history cannot be read, and is left out: {}", row.getString("id"), e.toString());
            return Optional.empty();
        }
    }

    /**
     * Sets the label of a verdict, or removes it.
     *
     * @return the change; empty if there is no verdict with this identifier
     */
    public Optional<LabelChange> label(final String id, final Optional<Label> label) {
        return write(connection -> {
            final Optional<Verdict> before = select(connection, id);
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE prediction SET label = ?, note = ? WHERE id = ?")) {
                update.setString(1, label.map(Label::word).orElse(null));
                update.setString(2, label.flatMap(Label::note).orElse(null));
                update.setString(3, id);
                update.executeUpdate();
            }
            return select(connection, id).map(verdict -> new LabelChange(before.flatMap(Verdict::label), verdict));
        });
    }

    /**
     * A change of a label.
     *
     * @param before the label before
     * @param verdict as it is now
     */
    public record LabelChange(Optional<Label> before, Verdict verdict) {}

    /**
     * Counts and scores over time, in intervals of equal length.
     *
     * @param filter which verdicts; its times are ignored
     * @param from the begin of the first interval
     * @param to the end of the last interval, after {@code from}
     * @param buckets how many intervals, at least 1
     */
    public List<TimeBucket> summary(
            final VerdictFilter filter, final Instant from, final Instant to, final int buckets) {
        final long begin = from.toEpochMilli();
        final long length = Math.max(1, (to.toEpochMilli() - begin + buckets - 1) / buckets);
        return read(connection -> {
            final List<TimeBucket> result = new ArrayList<>();
            for (long start = begin; start < to.toEpochMilli(); start += length) {
                result.add(bucket(
                        connection,
                        filter.between(
                                Instant.ofEpochMilli(start),
                                Instant.ofEpochMilli(Math.min(start + length, to.toEpochMilli())))));
            }
            return result;
        });
    }

    /** One interval. A query for each takes less time than one for all, which would have to sort the verdicts. */
    private static TimeBucket bucket(final Connection connection, final VerdictFilter filter) throws SQLException {
        final TimeBucket empty =
                TimeBucket.empty(filter.from().orElseThrow(), filter.to().orElseThrow());
        final Condition condition = filter.condition();
        try (PreparedStatement query = connection.prepareStatement("SELECT COUNT(*), SUM(anomalous),"
                + " SUM(CASE WHEN " + VerdictFilter.TO_REVIEW + " THEN 1 ELSE 0 END),"
                + " SUM(CASE WHEN label = 'right' THEN 1 ELSE 0 END),"
                + " SUM(CASE WHEN label = 'wrong' THEN 1 ELSE 0 END),"
                + " MIN(score), AVG(score), MAX(score), MAX(threshold) FROM prediction" + condition.where())) {
            condition.set(query, 1);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getLong(1) > 0 ? filled(empty, row) : empty;
            }
        }
    }

    private static TimeBucket filled(final TimeBucket empty, final ResultSet row) throws SQLException {
        return new TimeBucket(
                empty.from(),
                empty.to(),
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                OptionalDouble.of(row.getDouble(6)),
                OptionalDouble.of(row.getDouble(7)),
                OptionalDouble.of(row.getDouble(8)),
                OptionalDouble.of(row.getDouble(9)));
    }

    /**
     * Counts what people said about the verdicts of each version.
     *
     * @param filter which verdicts to count; its label is passed over
     * @return in the order of the names of models and, within one, of its versions' first verdicts
     */
    public List<LabelledCounts> labelledCounts(final VerdictFilter filter) {
        final Condition condition = filter.condition(true);
        condition.and("label IS NOT NULL");
        return read(connection -> {
            final Map<List<String>, LabelTally> counts = new LinkedHashMap<>();
            try (PreparedStatement query = connection.prepareStatement(
                    // The name is no bare column, or SQLite would sort by an index of all verdicts and not of the
                    // labelled ones.
                    "SELECT model || '' AS of_model, version, " + ShadowRow.VERDICT
                            + " AS verdict, label, COUNT(*), MIN(id) AS first_id FROM prediction" + condition.where()
                            + " GROUP BY of_model, version, verdict, label ORDER BY of_model, first_id")) {
                condition.set(query, 1);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        add(rows, counts);
                    }
                }
            }
            return counts.entrySet().stream()
                    .map(one -> one.getValue()
                            .counts(one.getKey().get(0), one.getKey().get(1)))
                    .toList();
        });
    }

    private static void add(final ResultSet row, final Map<List<String>, LabelTally> counts) throws SQLException {
        final Decision verdict = ShadowRow.decision(row.getString(3));
        final Optional<Label.Opinion> opinion = Label.Opinion.of(row.getString(4));
        if (opinion.isPresent()) {
            counts.computeIfAbsent(List.of(row.getString(1), row.getString(2)), version -> new LabelTally())
                    .add(Truth.of(opinion.get(), verdict == Decision.DEFECT), verdict, row.getLong(5));
        }
    }

    /** How many pictures wait for a person: nobody has labelled them yet. */
    public long waitingForReview() {
        return read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                            "SELECT COUNT(*) FROM prediction WHERE " + VerdictFilter.TO_REVIEW + " AND label IS NULL");
                    ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0L;
            }
        });
    }

    /**
     * Records how a version of a model places pictures on its network's input, which is needed to draw its maps even when
     * the version is deleted.
     */
    public void recordVersion(final String version, final Preprocessing preprocessing) {
        write(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO model_version (version, preprocessing) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
                insert.setString(1, version);
                insert.setString(2, Json.line(preprocessing));
                return insert.executeUpdate();
            }
        });
    }

    /** How a version of a model places pictures on its network's input; empty if the version was never recorded. */
    public Optional<Preprocessing> preprocessing(final String version) {
        return read(connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement("SELECT preprocessing FROM model_version WHERE version = ?")) {
                query.setString(1, version);
                try (ResultSet rows = query.executeQuery()) {
                    return rows.next() ? Optional.of(preprocessing(rows)) : Optional.empty();
                }
            }
        });
    }

    private static Preprocessing preprocessing(final ResultSet row) throws SQLException {
        return Json.read(
                row.getString(1).getBytes(StandardCharsets.UTF_8), Preprocessing.class, "The history's preprocessing");
    }

    /** Whether the database answers, and the last transaction was committed. */
    public boolean healthy() {
        try (Connection connection = probing.getConnection()) {
            return connection.isValid(1) && (!writer.failing() || writable());
        } catch (final SQLException e) {
            return false;
        }
    }

    /** Writes a row and deletes it. Without that, a server that gets no requests while it is not ready would never be ready again. */
    private boolean writable() {
        try {
            write(connection -> {
                try (PreparedStatement insert = connection.prepareStatement(
                                "INSERT INTO model_version (version, preprocessing) VALUES ('', '') ON CONFLICT DO NOTHING");
                        PreparedStatement delete =
                                connection.prepareStatement("DELETE FROM model_version WHERE version = ''")) {
                    return insert.executeUpdate() + delete.executeUpdate();
                }
            });
            return true;
        } catch (final HistoryException e) {
            return false;
        }
    }

    private static Optional<Verdict> select(final Connection connection, final String id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(VerdictRow.SELECT + " WHERE id = ?")) {
            query.setString(1, id);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(VerdictRow.get(rows)) : Optional.empty();
            }
        }
    }

    <T> T read(final GroupCommit.Work<T> work) {
        try (Connection connection = reading.getConnection()) {
            return work.on(connection);
        } catch (final SQLException e) {
            throw new HistoryException(e);
        }
    }

    <T> T write(final GroupCommit.Work<T> work) {
        return await(writer.submit(work));
    }

    private static <T> T await(final CompletableFuture<T> written) {
        try {
            return written.join();
        } catch (final CompletionException e) {
            throw new HistoryException(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Waits until everything is written. */
    @Override
    public void close() {
        writer.close();
        writing.close();
        reading.close();
        probing.close();
    }
}
