package io.blemish.server.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where tests write the pictures of the documentation, if they are asked to. */
final class Screenshots {
    private static final Optional<Path> FOLDER =
            Optional.ofNullable(System.getProperty("blemish.screenshots")).map(Path::of);

    private Screenshots() {}

    static boolean areTaken() {
        return FOLDER.isPresent();
    }

    static void take(final Tab tab, final String name) throws IOException {
        if (FOLDER.isPresent()) {
            tab.screenshot(FOLDER.get().resolve(name + ".png"));
        }
    }
}
