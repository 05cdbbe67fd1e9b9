package io.blemish.server.watch;

import io.blemish.server.models.FileStamp;
import java.nio.file.Path;

/**
 * A picture in a watched folder that its writer has finished.
 *
 * @param path the file
 * @param stamp by which a change is noticed
 */
public record IncomingFile(Path path, FileStamp stamp) {
    /** The file's name in its folder. */
    public String name() {
        return String.valueOf(path.getFileName());
    }

    /** Whether the file is still as it was when it was found. */
    public boolean unchanged() {
        return FileStamp.of(path).filter(stamp::equals).isPresent();
    }
}
