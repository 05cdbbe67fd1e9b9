package io.blemish.server.history;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A condition of an SQL statement and its parameters, which never become part of the text. */
final class Condition {
    private final List<String> terms = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    void and(final String term, final Object... values) {
        terms.add(term);
        Collections.addAll(parameters, values);
    }

    /** With a leading blank; empty where nothing is asked for. */
    String where() {
        return terms.isEmpty() ? "" : " WHERE " + String.join(" AND ", terms);
    }

    /**
     * Sets the parameters.
     *
     * @param first the number of the first, from 1
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
