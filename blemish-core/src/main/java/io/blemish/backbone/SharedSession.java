package io.blemish.backbone;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.blemish.artifact.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * A session of ONNX Runtime that all networks of this process use which have the same graph and run in the same way. Fifty models
 * of one network then cost its weights and its threads once.
 */
final class SharedSession {
    private static final ConcurrentMap<Key, SharedSession> OPEN = new ConcurrentHashMap<>();

    private final Key key;
    private final OrtSession session;

    /** Guarded by the map's lock on {@link #key}. */
    private int users;

    private SharedSession(final Key key, final OrtSession session) {
        this.key = key;
        this.session = session;
    }

    /** By what is in the graph, not by what a file says of it: a wrong statement must not give another model's network. */
    private record Key(String sha256, int threads, Device device, boolean memoryArena, Precision floats) {
        static Key of(final ByteBuffer onnx, final Execution execution) {
            final MessageDigest digest = Sha256.digest();
            digest.update(onnx.duplicate());
            return new Key(
                    Sha256.hex(digest),
                    execution.threads(),
                    execution.device(),
                    execution.memoryArena(),
                    execution.floats());
        }
    }

    /**
     * Takes the session of a graph. Whoever takes it closes it once.
     *
     * @param onnx the graph
     * @param execution how it is run
     * @param load makes the session if there is none
     */
    static SharedSession take(final ByteBuffer onnx, final Execution execution, final Supplier<OrtSession> load) {
        return OPEN.compute(Key.of(onnx, execution), (key, known) -> {
            final SharedSession session = known == null ? new SharedSession(key, load.get()) : known;
            session.users++;
            return session;
        });
    }

    /** The number of sessions that are open in this process. */
    static int open() {
        return OPEN.size();
    }

    OrtSession session() {
        return session;
    }

    /**
     * Gives it back. The last user closes it, and must not do so while a run of its own goes on.
     *
     * @throws IllegalStateException if ONNX Runtime cannot close it
     */
    void close() {
        OPEN.compute(key, (same, known) -> {
            users--;
            if (users > 0) {
                return this;
            }
            try {
                session.close();
            } catch (final OrtException e) {
                throw new IllegalStateException("ONNX Runtime could not close a session.", e);
            }
            return null;
        });
    }
}
