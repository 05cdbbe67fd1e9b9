package io.blemish.server.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The verdicts that other programs are still to get. A letter is written in the transaction of its verdict and goes when its receiver has it,
 * so that a crash loses none, and may only have the last ones delivered twice. Safe for use by many threads.
 */
public final class Outbox {
    private static final String WAITING = "problem IS NULL";
    private static final String FAILED = "problem IS NOT NULL";

    private final History history;
    private volatile List<Subscription> subscriptions = List.of();

    Outbox(final History history) {
        this.history = history;
    }

    /** Sets who gets the verdicts that are recorded from now on. What others have not got yet stays, should they come back. */
    public void subscribe(final List<Subscription> all) {
        subscriptions = List.copyOf(all);
    }

    /** Writes the letters of verdicts that are recorded in the same transaction. */
    void write(final Connection connection, final List<Verdict> verdicts) throws SQLException {
        if (subscriptions.isEmpty()) {
            return;
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO outbox (target, prediction) VALUES (?, ?)")) {
            for (final Verdict verdict : verdicts) {
                for (final Subscription subscription : subscriptions) {
                    if (subscription.verdicts().contains(verdict.verdict())) {
                        insert.setString(1, subscription.target());
                        insert.setString(2, verdict.id());
                        insert.addBatch();
                    }
                }
            }
            insert.executeBatch();
        }
    }

    /**
     * The first letters of a target that are to be delivered. One whose verdict somebody has spoilt fails, that it does not hold back others.
     *
     * @param target its name
     * @param without the models whose letters are passed over
     * @param limit how many at most
     */
    public List<Letter> first(final String target, final Collection<String> without, final int limit) {
        final Condition condition = new Condition();
        condition.and("o.target = ?", target);
        condition.and("o." + WAITING);
        without.forEach(model -> condition.and("model <> ?", model));
        final String sql = "SELECT o.number, " + VerdictRow.ALL_COLUMNS
                + " FROM outbox o JOIN prediction p ON p.id = o.prediction" + condition.where()
                + " ORDER BY o.number LIMIT ?";
        final List<Long> spoilt = new ArrayList<>();
        final List<Letter> letters = history.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setInt(condition.set(query, 1), limit);
                try (ResultSet rows = query.executeQuery()) {
                    final List<Letter> found = new ArrayList<>();
                    while (rows.next()) {
                        final long number = rows.getLong("number");
                        History.readable(rows)
                                .ifPresentOrElse(
                                        verdict -> found.add(new Letter(number, target, verdict)),
                                        () -> spoilt.add(number));
                    }
                    return found;
                }
            }
        });
        spoilt.forEach(number -> failed(number, "The verdict cannot be read from the history."));
        return letters;
    }

    /** Removes letters that their receiver has. */
    public void delivered(final Collection<Letter> letters) {
        if (!letters.isEmpty()) {
            history.write(connection -> {
                try (PreparedStatement delete = connection.prepareStatement("DELETE FROM outbox WHERE number = ?")) {
                    for (final Letter letter : letters) {
                        delete.setLong(1, letter.number());
                        delete.addBatch();
                    }
                    return delete.executeBatch();
                }
            });
        }
    }

    /** Notes that a letter is not tried again unless somebody wishes so. */
    public void failed(final long number, final String problem) {
        history.write(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE outbox SET problem = ? WHERE number = ?")) {
                update.setString(1, problem);
                update.setLong(2, number);
                return update.executeUpdate();
            }
        });
    }

    /**
     * Letters that are not tried again by themselves, the first one first.
     *
     * @param after the last number of the page before; 0 for the first page
     * @param limit the size of a page
     */
    public List<FailedLetter> failed(final long after, final int limit) {
        return history.read(connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement("SELECT number, target, prediction, problem FROM outbox WHERE " + FAILED
                            + " AND number > ? ORDER BY number LIMIT ?")) {
                query.setLong(1, after);
                query.setInt(2, limit);
                try (ResultSet rows = query.executeQuery()) {
                    final List<FailedLetter> letters = new ArrayList<>();
                    while (rows.next()) {
                        final String id = rows.getString("prediction");
                        letters.add(new FailedLetter(
                                rows.getLong("number"),
                                rows.getString("target"),
                                id,
                                VerdictIds.time(id),
                                rows.getString("problem")));
                    }
                    return letters;
                }
            }
        });
    }

    /**
     * Has letters tried again that are not tried by themselves any more.
     *
     * @param number of one letter; empty for all
     * @return how many they are
     */
    public int resend(final Optional<Long> number) {
        final Condition condition = new Condition();
        condition.and(FAILED);
        number.ifPresent(one -> condition.and("number = ?", one));
        return history.write(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE outbox SET problem = NULL" + condition.where())) {
                condition.set(update, 1);
                return update.executeUpdate();
            }
        });
    }

    /** How many letters of a target are to be delivered. */
    public long waiting(final String target) {
        return count(target, WAITING);
    }

    /** How many letters of a target are not tried again by themselves. */
    public long failed(final String target) {
        return count(target, FAILED);
    }

    private long count(final String target, final String state) {
        return history.read(connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement("SELECT COUNT(*) FROM outbox WHERE target = ? AND " + state)) {
                query.setString(1, target);
                try (ResultSet rows = query.executeQuery()) {
                    return rows.next() ? rows.getLong(1) : 0L;
                }
            }
        });
    }
}
