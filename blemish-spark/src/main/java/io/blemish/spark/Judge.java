package io.blemish.spark;

import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.image.Picture;
import io.blemish.model.Outcome;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/**
 * Judges the pictures of a column.
 *
 * @param model the location of the model's file
 */
record Judge(String model) implements UDF1<byte[], Row>, UDF2<byte[], String, Row> {
    private static final String NAMELESS = "The picture";

    /** The function of a column of pictures. */
    UserDefinedFunction ofContent() {
        // Spark runs a function that it may run twice once for a filter and once for the result.
        return functions.udf((UDF1<byte[], Row>) this, Verdicts.TYPE).asNondeterministic();
    }

    /** The function of a column of pictures and one of their names. */
    UserDefinedFunction ofContentAndName() {
        return functions.udf((UDF2<byte[], String, Row>) this, Verdicts.TYPE).asNondeterministic();
    }

    @Override
    public Row call(final byte @Nullable [] content) {
        return call(content, NAMELESS);
    }

    @Override
    public Row call(final byte @Nullable [] content, final @Nullable String name) {
        final String known = name == null ? NAMELESS : name;
        return TaskModels.with(model, open -> {
            if (content == null) {
                return Verdicts.of(
                        new PictureException(
                                ErrorCode.PICTURE_UNREADABLE, known + " cannot be read: its content is null."),
                        open.sha256());
            }
            final Outcome outcome =
                    open.model().predict(List.of(Picture.of(known, content))).get(0);
            return outcome instanceof Outcome.Refused refused
                    ? Verdicts.of(refused.reason(), open.sha256())
                    : Verdicts.of(outcome.orElseThrow(), open.sha256());
        });
    }
}
