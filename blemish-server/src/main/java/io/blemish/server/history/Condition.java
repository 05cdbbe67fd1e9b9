package io.blemish.server.history;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The condition of an SQL statement, with its parameters, which never become part of the text. */
final class Condition {
    private final List<String> terms = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    /** Adds a term with its parameters. */
    void and(final String term, final Object... values) {
        terms.add(term);
        Collections.addAll(parameters, values);
    }

    /** The WHERE clause, with a leading blank; empty if there is no condition. */
    String where() {
        return terms.isEmpty() ? "" : " WHERE " + String.join(" AND ", terms);
    }

    /**
     * Sets the parameters.
     *
     * @param first the number of the first one, from 1
     * @return the number after the last
     */
    int set(final PreparedStatement statement, final int first) throws SQLException {
        int number = first;
        for (final Object parameter : parameters) {
            statement.setObject(number++, parameter);
        }
        return number;
    }
}
