package io.blemish.server.camera;

import java.nio.file.Path;
import java.util.Optional;

/** A camera. It keeps its newest frame alone, so that nothing piles up where frames come faster than they are judged. */
public interface Camera extends AutoCloseable {
    /** Its name, which no other camera of the server has. */
    String name();

    /**
     * Begins to receive frames, and returns at once. It is called once.
     *
     * @param folder for files of its own, which need not exist
     * @param maxPixels larger frames are refused before they are held in memory
     */
    void open(Path folder, long maxPixels);

    /** How it is now. */
    CameraStatus status();

    /**
     * The newest frame.
     *
     * @param after the number of a frame
     * @return empty if there is none after that one, or the camera is not live
     */
    Optional<CameraFrame> newest(long after);

    /** Ends the connection, if there is one. */
    @Override
    void close();
}
