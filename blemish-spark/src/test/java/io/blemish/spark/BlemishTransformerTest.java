package io.blemish.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.artifact.Sha256;
import io.blemish.image.Picture;
import io.blemish.model.Model;
import io.blemish.prediction.Prediction;
import io.blemish.prediction.Region;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlemishTransformerTest {
    private static final Path PICTURES = Sparks.GOLDEN.resolve("plate/test");
    private static final StructType TABLE =
            new StructType().add("path", DataTypes.StringType).add("content", DataTypes.BinaryType);

    @TempDir
    private Path folder;

    private static BlemishTransformer judge(final Path model) {
        return new BlemishTransformer().setModel(model.toString()).setInputCol("content");
    }

    @Test
    void judgesAsTheLibraryDoes() throws IOException {
        final Path file = Sparks.model("patchcore-exact");
        final List<Row> rows =
                judge(file).transform(Sparks.pictures(PICTURES).repartition(5)).collectAsList();
        assertThat(rows).hasSize(6);
        try (Model model = Model.open(file)) {
            for (final Row row : rows) {
                final Row verdict = row.getStruct(row.fieldIndex("verdict"));
                final Prediction expected = model.predict(Picture.of(Path.of(URI.create(row.getAs("path")))));
                assertThat(verdict.<Float>getAs("score")).isEqualTo(expected.score());
                assertThat(verdict.<Float>getAs("threshold")).isEqualTo(expected.threshold());
                assertThat(verdict.<String>getAs("verdict"))
                        .isEqualTo(expected.verdict().word());
                assertThat(verdict.<Object>getAs("error")).isNull();
                assertThat(verdict.<String>getAs("model")).isEqualTo(Sha256.of(file));
                assertRegions(verdict.getList(verdict.fieldIndex("regions")), expected.regions());
            }
        }
        assertThat(rows)
                .anySatisfy(row -> assertThat(row.getStruct(2).getList(4)).isNotEmpty());
    }

    private static void assertRegions(final List<Row> rows, final List<Region> expected) {
        assertThat(rows).hasSameSizeAs(expected);
        for (int i = 0; i < rows.size(); i++) {
            final Region region = expected.get(i);
            assertThat(rows.get(i).toSeq())
                    .isEqualTo(RowFactory.create(
                                    region.x(),
                                    region.y(),
                                    region.width(),
                                    region.height(),
                                    region.area(),
                                    region.peak(),
                                    region.peakX(),
                                    region.peakY())
                            .toSeq());
        }
    }

    @Test
    void aPictureThatCannotBeReadIsARowWithTheReason() {
        final Dataset<Row> pictures = Sparks.local()
                .createDataFrame(
                        List.of(
                                RowFactory.create("notes.txt", "no picture".getBytes(StandardCharsets.UTF_8)),
                                RowFactory.create("lost.png", null)),
                        TABLE)
                .repartition(2);
        final List<Row> rows = judge(Sparks.model("patchcore-exact"))
                .setNameCol("path")
                .transform(pictures)
                .orderBy("path")
                .select("verdict.*")
                .collectAsList();
        assertThat(rows.get(0).<String>getAs("error")).contains("lost.png");
        assertThat(rows.get(1).<String>getAs("error")).contains("notes.txt");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.<String>getAs("error_code")).isEqualTo("PICTURE_UNREADABLE");
            assertThat(row.<Object>getAs("score")).isNull();
            assertThat(row.<Object>getAs("verdict")).isNull();
        });
    }

    @Test
    void refusesWhatItCannotJudgeInWords() {
        final Dataset<Row> pictures = Sparks.pictures(PICTURES);
        assertThatThrownBy(() -> new BlemishTransformer().transform(pictures)).hasMessageContaining("setModel");
        assertThatThrownBy(
                        () -> judge(Sparks.model("padim")).setInputCol("pixels").transform(pictures))
                .hasMessageContaining("There is no column pixels; the columns are path, content.");
        assertThatThrownBy(
                        () -> judge(Sparks.model("padim")).setInputCol("path").transform(pictures))
                .hasMessageContaining("Column path is of type string");
        assertThatThrownBy(
                        () -> judge(Sparks.model("padim")).setOutputCol("path").transform(pictures))
                .hasMessageContaining("setOutputCol");
        assertThatThrownBy(() ->
                        judge(folder.resolve("no.blemish")).transform(pictures).collectAsList())
                .hasStackTraceContaining("There is no model " + folder.resolve("no.blemish"));
    }

    @Test
    @Tag("long")
    void isWrittenAndReadWithAPipeline() throws IOException {
        final BlemishTransformer judge = judge(Sparks.model("padim")).setOutputCol("v");
        final PipelineModel pipeline =
                new Pipeline().setStages(new PipelineStage[] {judge}).fit(Sparks.pictures(PICTURES));
        pipeline.write().save(folder.resolve("pipeline").toString());
        judge.write().save(folder.resolve("alone").toString());

        final BlemishTransformer alone =
                BlemishTransformer.load(folder.resolve("alone").toString());
        assertThat(alone.uid()).isEqualTo(judge.uid());
        assertThat(scores(PipelineModel.load(folder.resolve("pipeline").toString())
                        .transform(Sparks.pictures(PICTURES))))
                .hasSize(6)
                .isEqualTo(scores(judge.transform(Sparks.pictures(PICTURES))))
                .isEqualTo(scores(alone.transform(Sparks.pictures(PICTURES))));
    }

    private static List<Row> scores(final Dataset<Row> judged) {
        return judged.orderBy("path").select("path", "v.score").collectAsList();
    }

    @Test
    void isAFunctionOfSql() {
        BlemishFunctions.register(
                Sparks.local(), Sparks.model("patchcore-exact").toString());
        Sparks.pictures(PICTURES).createOrReplaceTempView("parts");
        final List<Row> defects = Sparks.local()
                .sql("SELECT path FROM (SELECT path, blemish_score(content) AS v FROM parts)"
                        + " WHERE v.verdict = 'defect' ORDER BY path")
                .collectAsList();
        final List<Row> transformed = judge(Sparks.model("patchcore-exact"))
                .transform(Sparks.pictures(PICTURES))
                .where("verdict.verdict = 'defect'")
                .select("path")
                .orderBy("path")
                .collectAsList();
        assertThat(defects).isNotEmpty().isEqualTo(transformed);
    }

    @Test
    void aStreamTakesUpANewVersionOfTheModelBetweenMicroBatches() throws Exception {
        final Path model = folder.resolve("model.blemish");
        final Path arriving = Files.createDirectory(folder.resolve("arriving"));
        replace(model, Sparks.model("patchcore-exact"));
        final StreamingQuery query = judge(model)
                .transform(Sparks.local()
                        .readStream()
                        .format("binaryFile")
                        .schema(Sparks.files(PICTURES).schema())
                        .load(arriving.toString()))
                .select(
                        functions.element_at(functions.split(functions.col("path"), "/"), -1),
                        functions.col("verdict.model"))
                .writeStream()
                .format("memory")
                .queryName("stream")
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .start();
        try {
            Files.copy(PICTURES.resolve("dent/000.png"), arriving.resolve("a.png"));
            query.processAllAvailable();
            replace(model, Sparks.model("patchcore-hnsw"));
            Files.copy(PICTURES.resolve("dent/000.png"), arriving.resolve("b.png"));
            query.processAllAvailable();
        } finally {
            query.stop();
        }
        assertThat(Sparks.local().sql("SELECT * FROM stream").collectAsList())
                .extracting(row -> row.getString(0) + " " + row.getString(1))
                .containsExactlyInAnyOrder(
                        "a.png " + Sha256.of(Sparks.model("patchcore-exact")),
                        "b.png " + Sha256.of(Sparks.model("patchcore-hnsw")));
    }

    private void replace(final Path model, final Path by) throws IOException {
        final Path beside = Files.copy(by, folder.resolve("new"));
        Files.move(beside, model, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
