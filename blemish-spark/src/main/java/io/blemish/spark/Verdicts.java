package io.blemish.spark;

import io.blemish.BlemishException;
import io.blemish.PictureException;
import io.blemish.prediction.Prediction;
import io.blemish.prediction.Region;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** How a verdict, or the reason why there is none, lies in a column. */
final class Verdicts {
    private static final StructType REGION = new StructType()
            .add("x", DataTypes.IntegerType, false)
            .add("y", DataTypes.IntegerType, false)
            .add("width", DataTypes.IntegerType, false)
            .add("height", DataTypes.IntegerType, false)
            .add("area", DataTypes.LongType, false)
            .add("peak", DataTypes.FloatType, false)
            .add("peak_x", DataTypes.IntegerType, false)
            .add("peak_y", DataTypes.IntegerType, false);

    /** The type of the column. */
    static final StructType TYPE = new StructType()
            .add("score", DataTypes.FloatType)
            .add("threshold", DataTypes.FloatType)
            .add("review_threshold", DataTypes.FloatType)
            .add("verdict", DataTypes.StringType)
            .add("regions", DataTypes.createArrayType(REGION, false))
            .add("error", DataTypes.StringType)
            .add("error_code", DataTypes.StringType)
            .add("model", DataTypes.StringType, false);

    private Verdicts() {}

    static Row of(final Prediction prediction, final String model) {
        final @Nullable Float review = prediction.reviewThreshold().orElse(null);
        return RowFactory.create(
                prediction.score(),
                prediction.threshold(),
                review,
                prediction.verdict().word(),
                prediction.regions().stream().map(Verdicts::of).toList(),
                null,
                null,
                model);
    }

    private static Row of(final Region region) {
        return RowFactory.create(
                region.x(),
                region.y(),
                region.width(),
                region.height(),
                region.area(),
                region.peak(),
                region.peakX(),
                region.peakY());
    }

    /**
     * The row of a picture that cannot be judged.
     *
     * @throws BlemishException the reason itself, if it is not the picture's but the machine's or the model's: Spark tries again
     *     elsewhere, where a row would be a picture without a verdict
     */
    static Row of(final BlemishException reason, final String model) {
        if (!(reason instanceof PictureException)) {
            throw reason;
        }
        return RowFactory.create(
                null,
                null,
                null,
                null,
                List.of(),
                reason.getMessage(),
                reason.code().name(),
                model);
    }
}
