package io.blemish.spark;

import java.util.Arrays;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Judges the pictures of a column: adds a struct of {@code score}, {@code threshold}, {@code review_threshold},
 * {@code verdict} ({@code ok}, {@code review} or {@code defect}), {@code regions}, {@code error}, {@code error_code} and
 * {@code model}, the SHA-256 of the model's file.
 *
 * <pre>{@code
 * Dataset<Row> pictures = spark.read().format("binaryFile").load("parts/*.png");
 * new BlemishTransformer().setModel("hdfs:///models/casting.blemish").setInputCol("content").transform(pictures)
 *         .select("path", "verdict.verdict", "verdict.score");
 * }</pre>
 *
 * <p>Every JVM opens the model once, for all of its tasks. A picture that cannot be read is a row with an error. A new file in
 * the place of the model is taken up by tasks that begin after it, so from one micro-batch of a stream to the next; the column
 * {@code model} says which one judged. Replace the file in one step, by renaming.
 *
 * @serial exclude
 */
@SuppressWarnings("InvalidBlockTag") // Javadoc asks for it
public class BlemishTransformer extends Transformer implements MLWritable {
    private static final long serialVersionUID = 1;
    private static final String DEFAULT_INPUT = "content";
    private static final String DEFAULT_OUTPUT = "verdict";
    private static final String NO_COLUMN = "";

    private final String uid;
    private final Param<String> model;
    private final Param<String> inputCol;
    private final Param<String> nameCol;
    private final Param<String> outputCol;

    /** A transformer with an identity of its own. */
    public BlemishTransformer() {
        this(Identifiable$.MODULE$.randomUID("blemish"));
    }

    /**
     * A transformer of a given identity, as a pipeline that was stored needs it.
     *
     * @param uid the identity
     */
    public BlemishTransformer(final String uid) {
        this.uid = uid;
        this.model = TextParam.of(uid, "model", "the model's file: a path that every machine has, or an address");
        this.inputCol = TextParam.of(uid, "inputCol", "the column of the pictures' files as bytes");
        this.nameCol = TextParam.of(uid, "nameCol", "the column of the pictures' names, for messages; empty for none");
        this.outputCol = TextParam.of(uid, "outputCol", "the column of the verdicts");
        setDefault(inputCol, DEFAULT_INPUT);
        setDefault(nameCol, NO_COLUMN);
        setDefault(outputCol, DEFAULT_OUTPUT);
    }

    @Override
    public String uid() {
        return uid;
    }

    /** {@return the parameter of the model's file} */
    public Param<String> model() {
        return model;
    }

    /** {@return the parameter of the column of pictures} */
    public Param<String> inputCol() {
        return inputCol;
    }

    /** {@return the parameter of the column of names} */
    public Param<String> nameCol() {
        return nameCol;
    }

    /** {@return the parameter of the column of verdicts} */
    public Param<String> outputCol() {
        return outputCol;
    }

    /**
     * Sets the model.
     *
     * @param value its file: a path that every machine has, or an address of a shared file system
     * @return this transformer
     */
    public BlemishTransformer setModel(final String value) {
        set(model, value);
        return this;
    }

    /**
     * Sets the column of the pictures.
     *
     * @param value a column of binary type: the bytes of a file in a format that Blemish reads; {@code content} by default
     * @return this transformer
     */
    public BlemishTransformer setInputCol(final String value) {
        set(inputCol, value);
        return this;
    }

    /**
     * Sets the column of the pictures' names, which stand in messages of errors.
     *
     * @param value a column of strings, such as {@code path}; empty for none, the default
     * @return this transformer
     */
    public BlemishTransformer setNameCol(final String value) {
        set(nameCol, value);
        return this;
    }

    /**
     * Sets the column of the verdicts.
     *
     * @param value its name, {@code verdict} by default
     * @return this transformer
     */
    public BlemishTransformer setOutputCol(final String value) {
        set(outputCol, value);
        return this;
    }

    @Override
    public Dataset<Row> transform(final Dataset<?> dataset) {
        transformSchema(dataset.schema());
        final Judge judge = new Judge(of(model));
        final Column content = dataset.col(of(inputCol));
        final Column verdict = of(nameCol).isEmpty()
                ? judge.ofContent().apply(content)
                : judge.ofContentAndName().apply(content, dataset.col(of(nameCol)));
        return dataset.toDF().withColumn(of(outputCol), verdict);
    }

    @Override
    public StructType transformSchema(final StructType schema) {
        require(isDefined(model), "No model is set: call setModel with the path of a model file.");
        requireColumn(schema, of(inputCol), BinaryType.class, "binary, the bytes of pictures' files");
        if (!of(nameCol).isEmpty()) {
            requireColumn(schema, of(nameCol), StringType.class, "strings, the pictures' names");
        }
        require(
                !Arrays.asList(schema.fieldNames()).contains(of(outputCol)),
                "There is a column " + of(outputCol) + " already: name another one with setOutputCol.");
        return schema.add(of(outputCol), Verdicts.TYPE);
    }

    private static void requireColumn(
            final StructType schema, final String name, final Class<?> type, final String wanted) {
        require(
                Arrays.asList(schema.fieldNames()).contains(name),
                "There is no column " + name + "; the columns are " + String.join(", ", schema.fieldNames()) + ".");
        require(
                type.isInstance(schema.apply(name).dataType()),
                "Column " + name + " is of type "
                        + schema.apply(name).dataType().simpleString() + ", not of " + wanted + ".");
    }

    private static void require(final boolean holds, final String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    private String of(final Param<String> parameter) {
        return getOrDefault(parameter);
    }

    @Override
    public BlemishTransformer copy(final ParamMap extra) {
        return (BlemishTransformer) defaultCopy(extra);
    }

    @Override
    public MLWriter write() {
        return new DefaultParamsWriter(this);
    }

    /** {@return a reader of transformers that were written} */
    public static MLReader<BlemishTransformer> read() {
        return new DefaultParamsReader<>();
    }

    /**
     * {@return a transformer that was written}
     *
     * @param path where it was written to
     */
    public static BlemishTransformer load(final String path) {
        return read().load(path);
    }
}
