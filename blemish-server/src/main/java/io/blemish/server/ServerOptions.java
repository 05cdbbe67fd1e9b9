package io.blemish.server;

import io.blemish.backbone.Execution;
import io.blemish.prediction.Decision;
import io.blemish.server.camera.Camera;
import io.blemish.server.delivery.Retries;
import io.blemish.server.delivery.Target;
import io.blemish.server.models.ModelName;
import io.blemish.server.oidc.OidcSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a server.
 *
 * @param models the folder of model files
 * @param listening the address, and who has access
 * @param limits the limits for requests
 * @param storage where verdicts, pictures and models are stored
 * @param execution how to run the networks; up to its batch size, pictures that wait for the same model go through its
 *     network together
 * @param connections with the other machines of a line
 * @param fitMemory how many bytes the heap of a process may take that fits a model
 * @param wholeGraph whether each model is run as one graph, memory bank included, on the device of the execution; models that
 *     cannot be a graph are not served then
 */
public record ServerOptions(
        Path models,
        Listening listening,
        Limits limits,
        Storage storage,
        Execution execution,
        Connections connections,
        long fitMemory,
        boolean wholeGraph) {
    /** Enough for a thousand pictures with the embedded network. */
    public static final long DEFAULT_FIT_MEMORY = 1_000_000_000;

    /** The settings of a server that runs models step by step. */
    public ServerOptions(
            final Path models,
            final Listening listening,
            final Limits limits,
            final Storage storage,
            final Execution execution,
            final Connections connections,
            final long fitMemory) {
        this(models, listening, limits, storage, execution, connections, fitMemory, false);
    }

    /** The settings of a server that is connected with no other machine. */
    public ServerOptions(
            final Path models,
            final Listening listening,
            final Limits limits,
            final Storage storage,
            final Execution execution) {
        this(models, listening, limits, storage, execution, Connections.NONE, DEFAULT_FIT_MEMORY);
    }

    /**
     * The address of a server, and who has access to it.
     *
     * @param host a name or an address of this machine
     * @param port from 0 to 65535; 0 for any that is free
     * @param tokens the file of tokens; without one and without users, the host must be a loopback address
     * @param users the file of users who may sign in
     * @param certificate for TLS
     * @param management a second address, for those who watch the server and have no token
     * @param provider an OpenID provider by which people sign in
     * @param publicAddress at which browsers reach the server, with a slash at the end; without one, host and port
     */
    public record Listening(
            String host,
            int port,
            Optional<Path> tokens,
            Optional<Path> users,
            Optional<Certificate> certificate,
            Optional<Management> management,
            Optional<OidcSettings> provider,
            Optional<URI> publicAddress) {
        /** People do not sign in by a provider. */
        public Listening(
                final String host,
                final int port,
                final Optional<Path> tokens,
                final Optional<Path> users,
                final Optional<Certificate> certificate,
                final Optional<Management> management) {
            this(host, port, tokens, users, certificate, management, Optional.empty(), Optional.empty());
        }

        /** One address alone, without users. */
        public Listening(
                final String host,
                final int port,
                final Optional<Path> tokens,
                final Optional<Certificate> certificate) {
            this(host, port, tokens, Optional.empty(), certificate, Optional.empty());
        }

        /** Whether nobody needs a token or has to sign in. */
        boolean isOpen() {
            return tokens.isEmpty() && users.isEmpty() && provider.isEmpty();
        }

        /** Whether people sign in. */
        boolean hasSignIns() {
            return users.isPresent() || provider.isPresent();
        }

        /**
         * At which address browsers reach the server.
         *
         * @param open the port that is open
         */
        URI address(final int open) {
            final String name = host.contains(":") ? "[" + host + "]" : host;
            return publicAddress.orElseGet(
                    () -> URI.create((certificate.isPresent() ? "https://" : "http://") + name + ":" + open + "/"));
        }

        /** Whether browsers may send cookies over TLS alone. */
        boolean isOfTls() {
            return certificate.isPresent()
                    || publicAddress
                            .filter(address -> "https".equalsIgnoreCase(address.getScheme()))
                            .isPresent();
        }
    }

    /**
     * The address at which a server tells its health and its metrics, and nothing else, over HTTP to everyone who can reach it.
     *
     * @param host a name or an address of this machine
     * @param port from 0 to 65535; 0 for any that is free
     */
    public record Management(String host, int port) {}

    /**
     * A certificate and its key, PEM files.
     *
     * @param chain the certificate, and those between it and its root
     * @param key its private key, PKCS #8, not encrypted
     */
    public record Certificate(Path chain, Path key) {}

    /**
     * The limits for requests.
     *
     * @param workers how many pictures are processed at once
     * @param queue how many pictures may wait
     * @param deadline the time after which an answer is of no use any more
     * @param receiving how long a request may take to arrive
     * @param bytes how many bytes a picture may have
     * @param pixels how many pixels a picture may have
     * @param pictures how many pictures a form may have
     * @param openModels how many models may be open at once; the others are opened when they are needed
     */
    public record Limits(
            int workers,
            int queue,
            Duration deadline,
            Duration receiving,
            long bytes,
            long pixels,
            int pictures,
            int openModels) {
        /** Every model stays open. */
        public static final int ALL_MODELS = Integer.MAX_VALUE;
    }

    /**
     * Where verdicts, pictures and models are stored.
     *
     * @param data the folder for the history, the pictures and the versions of models
     * @param database {@code jdbc:postgresql://…} instead of a file in that folder
     * @param bytes how many bytes of pictures and maps are stored; above this the oldest are deleted
     */
    public record Storage(Path data, Optional<String> database, long bytes) {}

    /**
     * Where pictures come from, and who gets verdicts.
     *
     * @param watched the folders that other programs write pictures into
     * @param cameras the cameras, each under a name of its own
     * @param destinations the programs that get verdicts, each under a name of its own
     */
    public record Connections(
            List<WatchedFolder> watched, List<ConnectedCamera> cameras, List<Destination> destinations) {
        /** None. */
        public static final Connections NONE = new Connections(List.of(), List.of());

        /**
         * Copies the lists.
         *
         * @throws IllegalArgumentException if two cameras have the same name, or two destinations: each would get some of the verdicts
         */
        public Connections {
            watched = List.copyOf(watched);
            cameras = List.copyOf(cameras);
            destinations = List.copyOf(destinations);
            if (destinations.stream().map(Destination::name).distinct().count() < destinations.size()) {
                throw new IllegalArgumentException("Two programs that get verdicts have the same name.");
            }
            if (cameras.stream().map(one -> one.camera().name()).distinct().count() < cameras.size()) {
                throw new IllegalArgumentException("Two cameras have the same name.");
            }
        }

        /** Without cameras. */
        public Connections(final List<WatchedFolder> watched, final List<Destination> destinations) {
            this(watched, List.of(), destinations);
        }
    }

    /**
     * A program that gets verdicts.
     *
     * @param target delivers them; the server closes it
     * @param verdicts the decisions that are delivered
     * @param retries how often each is tried
     */
    public record Destination(Target target, Set<Decision> verdicts, Retries retries) {
        /** Copies the set. */
        public Destination {
            verdicts = Set.copyOf(verdicts);
        }

        /** The name of the program in the outbox. */
        String name() {
            return target.name();
        }
    }

    /**
     * A folder that another program writes pictures into.
     *
     * @param folder that exists
     * @param model judges the pictures
     * @param moving whether files that were taken are moved to {@code done} and {@code failed} in the folder
     */
    public record WatchedFolder(Path folder, ModelName model, boolean moving) {}

    /**
     * A camera whose frames are judged.
     *
     * @param camera sends them; the server opens and closes it
     * @param model judges them
     * @param every the time between two frames that are judged; without it, a frame is judged when somebody asks for that
     */
    public record ConnectedCamera(Camera camera, ModelName model, Optional<Duration> every) {}
}
