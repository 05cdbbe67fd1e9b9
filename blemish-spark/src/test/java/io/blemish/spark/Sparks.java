package io.blemish.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The one Spark of these tests, and pictures and models of core's tests. */
final class Sparks {
    /** Models that an earlier version wrote, beside the pictures that they were fitted to. */
    static final Path GOLDEN = Path.of("../blemish-core/src/test/resources/io/blemish/golden");

    private Sparks() {}

    /** Two tasks at once in this JVM. */
    static SparkSession local() {
        return session("local[2]");
    }

    /** Two JVMs beside this one, with a task each. */
    static SparkSession cluster() throws IOException {
        // Its workers look there for Spark's jars; those of these tests are on the class path.
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        return session("local-cluster[2,1,1024]");
    }

    /** A JVM has one Spark at a time. */
    private static synchronized SparkSession session(final String master) {
        final boolean other = SparkSession.getActiveSession().isDefined()
                && !SparkSession.active().sparkContext().master().equals(master);
        if (other) {
            SparkSession.active().stop();
        }
        return SparkSession.builder()
                .master(master)
                .appName("tests")
                .config("spark.ui.enabled", false)
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.warehouse.dir", "target/warehouse")
                .config("spark.driver.host", "localhost")
                .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .getOrCreate();
    }

    /** The names and contents of the pictures of a folder and its folders. */
    static Dataset<Row> pictures(final Path folder) {
        return files(folder).select("path", "content");
    }

    /** The files of a folder and its folders, as Spark reads them. */
    static Dataset<Row> files(final Path folder) {
        return local().read()
                .format("binaryFile")
                .option("recursiveFileLookup", "true")
                .load(folder.toString());
    }

    static Path model(final String name) {
        return GOLDEN.resolve(name + ".blemish");
    }
}
