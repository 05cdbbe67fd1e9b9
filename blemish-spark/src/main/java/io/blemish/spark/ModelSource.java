package io.blemish.spark;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * A model file, wherever Spark's file systems find it: a path on every machine, or an address such as {@code hdfs://} or
 * {@code s3a://}.
 *
 * @param location the path or the address
 */
record ModelSource(String location) {
    /**
     * The attributes by which a new version is noticed.
     *
     * @param bytes the size of the file
     * @param modified when it was last written, in milliseconds
     */
    record Stamp(long bytes, long modified) {}

    /**
     * The attributes of the file as it is now.
     *
     * @throws BlemishException if it is not there or cannot be read
     */
    Stamp stamp() {
        try {
            final FileStatus status = path().getFileSystem(configuration()).getFileStatus(path());
            return new Stamp(status.getLen(), status.getModificationTime());
        } catch (final IOException e) {
            throw refusal(e);
        }
    }

    /**
     * Copies the file, so that nobody writes to it while it is mapped.
     *
     * @throws BlemishException if it is not there or cannot be read
     */
    void copyTo(final java.nio.file.Path target) {
        try (InputStream in = path().getFileSystem(configuration()).open(path())) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException e) {
            throw refusal(e);
        }
    }

    private Path path() {
        return new Path(location);
    }

    private static Configuration configuration() {
        return SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
    }

    private BlemishException refusal(final IOException e) {
        final String advice =
                ". Every machine of the cluster must reach it: put it on a shared file system, or hand it out with --files.";
        return e instanceof FileNotFoundException
                ? new ModelException(ErrorCode.MODEL_MISSING, "There is no model " + location + advice, e)
                : new ModelException(
                        ErrorCode.FILE_UNUSABLE,
                        "Model " + location + " cannot be read: " + e.getMessage() + advice,
                        e);
    }
}
