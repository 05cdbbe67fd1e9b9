package io.blemish.server.page;

import io.blemish.backbone.Execution;
import io.blemish.server.ServerOptions;
import io.blemish.server.ServerOptions.Limits;
import io.blemish.server.ServerOptions.Listening;
import io.blemish.server.ServerOptions.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A server whose page a browser looks at. */
final class PageServer {
    private static final Limits LIMITS = new Limits(
            2, 64, Duration.ofSeconds(60), Duration.ofSeconds(30), 20_000_000, 40_000_000, 8, Limits.ALL_MODELS);
    private static final long KEEP_BYTES = 1_000_000_000;

    private PageServer() {}

    /** Options of a server with its models and its data in a folder. */
    static ServerOptions options(final Path folder, final Listening listening) {
        return new ServerOptions(
                folder.resolve("models"),
                listening,
                LIMITS,
                new Storage(folder.resolve("data"), Optional.empty(), KEEP_BYTES),
                Execution.cpu(1));
    }
}
