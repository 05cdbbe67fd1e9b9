package io.blemish.model;

import io.blemish.alignment.Pose;
import io.blemish.artifact.Sha256;
import io.blemish.backbone.FeatureMap;
import io.blemish.backbone.PictureFeatures;
import io.blemish.image.Appearance;
import io.blemish.image.Size;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link FeatureFolder} keeps of a picture. In a file, behind the SHA-256 of all that follows.
 *
 * @param features of the picture
 * @param thumbnail the small copy that a model is to keep; empty if it is to keep none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FeatureRecord(PictureFeatures features, byte[] thumbnail) {
    private static final int HASH_BYTES = 32;

    /**
     * The content of a file.
     *
     * @param key the hash of all that the features depend on
     */
    byte[] toBytes(final String key) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(new byte[HASH_BYTES]);
            out.writeUTF(key);
            out.writeInt(features.size().width());
            out.writeInt(features.size().height());
            write(out, features.appearance());
            out.writeInt(thumbnail.length);
            out.write(thumbnail);
            out.writeInt(features.networks().size());
            for (final List<FeatureMap> maps : features.networks()) {
                out.writeInt(maps.size());
                for (final FeatureMap map : maps) {
                    out.writeInt(map.channels());
                    out.writeInt(map.height());
                    out.writeInt(map.width());
                    write(out, map.values());
                }
            }
            write(out, features.pose());
        } catch (final IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        final byte[] content = bytes.toByteArray();
        System.arraycopy(hash(content), 0, content, 0, HASH_BYTES);
        return content;
    }

    private static void write(final DataOutputStream out, final Appearance appearance) throws IOException {
        out.writeFloat(appearance.brightness());
        out.writeFloat(appearance.contrast());
        out.writeFloat(appearance.sharpness());
        out.writeFloat(appearance.warmth());
        write(out, appearance.columns());
        write(out, appearance.rows());
    }

    /** A picture that was not brought to a pose has nothing here, as in files from before there were poses. */
    private static void write(final DataOutputStream out, final Optional<Pose> pose) throws IOException {
        if (pose.isPresent()) {
            out.writeDouble(pose.get().degrees());
            out.writeDouble(pose.get().scale());
            out.writeDouble(pose.get().shiftX());
            out.writeDouble(pose.get().shiftY());
        }
    }

    private static void write(final DataOutputStream out, final float[] values) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length));
        bytes.asFloatBuffer().put(values);
        out.writeInt(values.length);
        out.write(bytes.array());
    }

    private static byte[] hash(final byte[] content) {
        final var digest = Sha256.digest();
        digest.update(content, HASH_BYTES, content.length - HASH_BYTES);
        return digest.digest();
    }

    /**
     * Reads a file. What has the hash in front was written by {@link #toBytes}, so its lengths hold.
     *
     * @param content of the file
     * @param key the hash of all that the features are to depend on
     * @return empty if the file is damaged or was made of something else
     */
    static Optional<FeatureRecord> read(final byte[] content, final String key) {
        if (content.length <= HASH_BYTES || !Arrays.equals(hash(content), Arrays.copyOf(content, HASH_BYTES))) {
            return Optional.empty();
        }
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(content, HASH_BYTES, content.length - HASH_BYTES))) {
            return in.readUTF().equals(key) ? Optional.of(read(in)) : Optional.empty();
        } catch (final IOException e) {
            return Optional.empty();
        }
    }

    private static FeatureRecord read(final DataInputStream in) throws IOException {
        final Size size = new Size(in.readInt(), in.readInt());
        final Appearance appearance =
                new Appearance(in.readFloat(), in.readFloat(), in.readFloat(), in.readFloat(), floats(in), floats(in));
        final byte[] thumbnail = in.readNBytes(in.readInt());
        final List<List<FeatureMap>> networks = new ArrayList<>();
        final int count = in.readInt();
        for (int n = 0; n < count; n++) {
            final List<FeatureMap> maps = new ArrayList<>();
            final int layers = in.readInt();
            for (int i = 0; i < layers; i++) {
                maps.add(new FeatureMap(in.readInt(), in.readInt(), in.readInt(), floats(in)));
            }
            networks.add(maps);
        }
        return new FeatureRecord(new PictureFeatures(size, appearance, networks, pose(in)), thumbnail);
    }

    private static Optional<Pose> pose(final DataInputStream in) throws IOException {
        return in.available() == 0
                ? Optional.empty()
                : Optional.of(new Pose(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble()));
    }

    private static float[] floats(final DataInputStream in) throws IOException {
        final float[] values = new float[in.readInt()];
        ByteBuffer.wrap(in.readNBytes(Math.multiplyExact(Float.BYTES, values.length)))
                .asFloatBuffer()
                .get(values);
        return values;
    }
}
