package io.blemish.spark;

import org.apache.spark.sql.SparkSession;

/** Blemish in Spark's SQL. */
public final class BlemishFunctions {
    /** The function's name in SQL. */
    public static final String SCORE = "blemish_score";

    private BlemishFunctions() {}

    /**
     * Makes {@code blemish_score(content)} known to a session. It judges pictures by a model and gives the struct that
     * {@link BlemishTransformer} adds.
     *
     * @param session where the function is to be known
     * @param model the model's file: a path that every machine has, or an address of a shared file system
     */
    public static void register(final SparkSession session, final String model) {
        register(session, SCORE, model);
    }

    /**
     * Makes a function with a name of its own known to a session, for one who judges by several models.
     *
     * @param session where the function is to be known
     * @param name of the function
     * @param model the model's file: a path that every machine has, or an address of a shared file system
     */
    public static void register(final SparkSession session, final String name, final String model) {
        session.udf().register(name, new Judge(model).ofContent());
    }
}
