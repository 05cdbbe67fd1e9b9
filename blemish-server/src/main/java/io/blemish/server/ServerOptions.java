package io.blemish.server;

import io.blemish.backbone.Execution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a server serves and how.
 *
 * @param models the folder of model files
 * @param listening where, and who may in
 * @param limits of what it takes
 * @param keeping where and how much it remembers
 * @param execution how to run the networks; up to its batch, pictures that wait for the same model go through together
 */
public record ServerOptions(Path models, Listening listening, Limits limits, Keeping keeping, Execution execution) {
    /**
     * Where a server listens, and who may in.
     *
     * @param host a name or an address of this machine
     * @param port from 0 to 65535; 0 for any that is free
     * @param tokens the file of tokens; without one only a loopback address will do
     * @param certificate for TLS
     */
    public record Listening(String host, int port, Optional<Path> tokens, Optional<Certificate> certificate) {}

    /**
     * A certificate and its key, PEM files.
     *
     * @param chain the certificate, and those between it and its root
     * @param key its private key, PKCS #8, not encrypted
     */
    public record Certificate(Path chain, Path key) {}

    /**
     * What a server takes at most.
     *
     * @param workers how many pictures are judged at once
     * @param queue how many may wait
     * @param deadline after which an answer is of no use any more
     * @param receiving how long a request may take to arrive
     * @param bytes of a picture
     * @param pixels of a picture
     * @param pictures of a form
     */
    public record Limits(
            int workers, int queue, Duration deadline, Duration receiving, long bytes, long pixels, int pictures) {}

    /**
     * What a server remembers.
     *
     * @param data the folder of the history, of pictures and of models' versions
     * @param database {@code jdbc:postgresql://…} instead of a file in that folder
     * @param bytes of pictures and maps, above which the oldest go
     */
    public record Keeping(Path data, Optional<String> database, long bytes) {}
}
