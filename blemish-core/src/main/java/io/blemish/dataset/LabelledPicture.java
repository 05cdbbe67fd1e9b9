package io.blemish.dataset;

import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import io.blemish.artifact.Csv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A picture of which a person has said what it shows.
 *
 * @param picture the file; a relative name starts at the folder of the list
 * @param label what it shows
 * @param score that a model gave it before, if the list has one
 */
public record LabelledPicture(Path picture, Label label, Optional<Float> score) {
    /**
     * Reads a list: a CSV file with the columns {@code picture}, {@code label} ({@code good} or {@code defect}) and, if you
     * like, {@code score}. Lines without a label are left out.
     *
     * @param file the list
     * @return the pictures that have a label, in the order of the list
     * @throws io.blemish.BlemishException if it cannot be read, or a line is not of that form
     */
    public static List<LabelledPicture> read(final Path file) {
        final List<LabelledPicture> pictures = new ArrayList<>();
        for (final Table.Row row : Table.read(file).rows()) {
            if (!row.get("label").isEmpty()) {
                pictures.add(new LabelledPicture(picture(file, row), label(file, row), score(file, row)));
            }
        }
        return pictures;
    }

    private static Path picture(final Path file, final Table.Row row) {
        final String name = row.get("picture");
        if (name.isEmpty()) {
            throw wrong(file, row, "has a label and no picture");
        }
        final Path folder = file.getParent();
        return ListedPath.of(file, folder == null ? Path.of("") : folder, Csv.plain(name));
    }

    private static Label label(final Path file, final Table.Row row) {
        return switch (row.get("label").toLowerCase(Locale.ROOT)) {
            case "good" -> Label.NORMAL;
            case "defect" -> Label.ANOMALOUS;
            default -> throw wrong(file, row, "has the label '" + row.get("label") + "'; write good or defect");
        };
    }

    private static Optional<Float> score(final Path file, final Table.Row row) {
        final String text = row.get("score");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            final float score = Float.parseFloat(text);
            if (score >= 0 && score < Float.POSITIVE_INFINITY) {
                return Optional.of(score);
            }
        } catch (final NumberFormatException e) {
            throw new DatasetException(ErrorCode.DATA_SET_UNREADABLE, notAScore(file, row), e);
        }
        throw new DatasetException(ErrorCode.DATA_SET_UNREADABLE, notAScore(file, row));
    }

    private static String notAScore(final Path file, final Table.Row row) {
        return file + ", line " + row.line() + ", has the score '" + row.get("score")
                + "'; write a number of at least 0, or nothing.";
    }

    private static DatasetException wrong(final Path file, final Table.Row row, final String what) {
        return new DatasetException(ErrorCode.DATA_SET_UNREADABLE, file + ", line " + row.line() + ", " + what + ".");
    }
}
