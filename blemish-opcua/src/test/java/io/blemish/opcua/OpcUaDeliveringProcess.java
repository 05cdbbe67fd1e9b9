package io.blemish.opcua;

import io.blemish.server.DeliveringProcess;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Serves verdicts from a process of its own, each until it is acknowledged. */
final class OpcUaDeliveringProcess {
    private OpcUaDeliveringProcess() {}

    /**
     * Serves until the process is killed.
     *
     * @param args as for {@link DeliveringProcess#deliver}; the receiver is the address at which to listen
     */
    public static void main(final String[] args) throws InterruptedException {
        MiloLog.silence();
        DeliveringProcess.deliver(
                new OpcUaEndpoint(
                        new OpcUaSettings(
                                URI.create(args[0]), Optional.empty(), Optional.empty(), Optional.empty(), true),
                        Duration.ofSeconds(1)),
                args);
    }
}
