package io.blemish.server;

import io.blemish.server.history.History;
import io.blemish.server.history.Verdict;
import io.blemish.server.history.VerdictFilter;
import io.blemish.server.history.VerdictFilter.Labelled;
import io.blemish.server.history.VerdictIds;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.models.ModelName;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the parameters of a request. A wrong one is refused with a sentence that names it. */
final class Parameters {
    /** All databases can hold the times from this to {@link #LATEST}. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private static final Pattern TIME =
            Pattern.compile("(?<local>\\d{4}-.+?)(?:[Zz]|(?<sign>[+-])(?<hours>[01]\\d|2[0-3]):(?<minutes>[0-5]\\d))");

    private final Exchange exchange;

    Parameters(final Exchange exchange) {
        this.exchange = exchange;
    }

    /** A text; empty if it is missing or empty. */
    Optional<String> text(final String name) {
        final Optional<String> text = exchange.queryParameter(name).filter(value -> !value.isEmpty());
        if (text.isPresent() && text.get().indexOf('\0') >= 0) {
            throw bad(name, "text without a zero character");
        }
        return text;
    }

    /** A text of a limited length. */
    Optional<String> text(final String name, final int longest) {
        final Optional<String> text = text(name);
        if (text.isPresent() && text.get().length() > longest) {
            throw bad(name, "at most " + longest + " characters");
        }
        return text;
    }

    /** A whole number from {@code least} to {@code most}. */
    Optional<Integer> whole(final String name, final int least, final int most) {
        return text(name).map(value -> {
            try {
                final int number = Integer.parseInt(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (final NumberFormatException e) {
                // Refused below, as a value out of range is.
            }
            throw bad(name, "a whole number from " + least + " to " + most);
        });
    }

    /** A finite number. */
    Optional<Double> number(final String name) {
        return text(name).map(value -> {
            try {
                final double number = Double.parseDouble(value);
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (final NumberFormatException e) {
                // Refused below, as infinity is.
            }
            throw bad(name, "a number");
        });
    }

    /**
     * A time with its offset from UTC, as RFC 3339 has it. One that no database holds is taken as the nearest one: all verdicts lie
     * on the same side of both.
     */
    Optional<Instant> time(final String name) {
        return text(name).map(value -> {
            try {
                // In a query an unescaped '+' is a blank.
                final Instant time = parsed(value.replace(' ', '+'));
                return time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
            } catch (final DateTimeException e) {
                throw bad(name, "a time such as 2026-11-24T18:00:00Z");
            }
        });
    }

    /** Java's own parser takes no offset beyond 18 hours, and years of more than four digits. */
    private static Instant parsed(final String text) {
        final Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new DateTimeException("not a time of RFC 3339");
        }
        final Instant local = LocalDateTime.parse(time.group("local")).toInstant(ZoneOffset.UTC);
        if (time.group("sign") == null) {
            return local;
        }
        final Duration ahead = Duration.ofHours(Integer.parseInt(time.group("hours")))
                .plusMinutes(Integer.parseInt(time.group("minutes")));
        return time.group("sign").equals("-") ? local.plus(ahead) : local.minus(ahead);
    }

    /** A flag, or another value if it is missing. */
    boolean flag(final String name, final boolean otherwise) {
        return text(name)
                .map(value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw bad(name, "true or false");
                })
                .orElse(otherwise);
    }

    private Optional<Boolean> anomalous() {
        return text("verdict").map(value -> switch (value) {
            case "anomalous", "defect" -> true;
            case "normal", "ok", "review" -> false;
            default -> throw bad("verdict", "ok, review, defect, anomalous or normal");
        });
    }

    /** Whether a person is to look at the picture; empty if the parameter does not tell. */
    private Optional<Boolean> review() {
        return text("verdict")
                .filter(value -> value.equals("ok") || value.equals("review"))
                .map("review"::equals);
    }

    private Optional<Labelled> label() {
        return text("label").map(value -> switch (value) {
            case "right" -> Labelled.RIGHT;
            case "wrong" -> Labelled.WRONG;
            case "good" -> Labelled.GOOD;
            case "defect" -> Labelled.DEFECT;
            case "none" -> Labelled.NONE;
            default -> throw bad("label", "right, wrong, good, defect or none");
        });
    }

    /** Whether the shadow's verdict is another; empty if the parameter does not tell. */
    private Optional<Boolean> differs() {
        return text("shadow").map(value -> switch (value) {
            case "differs" -> true;
            case "agrees" -> false;
            default -> throw bad("shadow", "differs or agrees");
        });
    }

    /** All parameters that filter verdicts. */
    VerdictFilter filter() {
        return new VerdictFilter(
                time("from"),
                time("to"),
                text("model"),
                text("version"),
                anomalous(),
                review(),
                label(),
                differs(),
                number("min_score"),
                number("max_score"));
    }

    /** The identifier of a verdict in the query. */
    Optional<String> id(final String name) {
        return text(name).map(value -> value.toLowerCase(Locale.ROOT)).map(value -> {
            if (!VerdictIds.is(value)) {
                throw bad(name, "the identifier of a prediction");
            }
            return value;
        });
    }

    /** The model in the path. */
    ModelName model() {
        final String text = exchange.pathParameter("model");
        return ModelName.of(text)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.NOT_FOUND, "No model can have that name: " + ModelName.RULE + "."));
    }

    /** The version in the path. */
    String version() {
        return exchange.pathParameter("version");
    }

    /** The identifier of a verdict in the path. */
    String id() {
        final String id = exchange.pathParameter("id").toLowerCase(Locale.ROOT);
        if (!VerdictIds.is(id)) {
            throw unknownVerdict();
        }
        return id;
    }

    /** The verdict in the path. */
    Verdict verdict(final History history) {
        return history.find(id()).orElseThrow(Parameters::unknownVerdict);
    }

    static ProblemException unknownVerdict() {
        return new ProblemException(ProblemKind.NOT_FOUND, "There is no prediction of that identifier.");
    }

    static ProblemException unknownModel(final ModelName name) {
        return new ProblemException(
                ProblemKind.NOT_FOUND, "There is no model '" + name + "'; GET /v1/models lists all models.");
    }

    private static ProblemException bad(final String name, final String wanted) {
        return new ProblemException(ProblemKind.BAD_REQUEST, "The parameter '" + name + "' must be " + wanted + ".");
    }
}
