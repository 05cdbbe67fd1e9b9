package io.blemish.server;

import java.nio.file.Path;

/** A server in a process of its own, which can be killed. Prints its port. */
final class ServerProcess {
    private ServerProcess() {}

    /**
     * Serves until the process is killed.
     *
     * @param args the folder of models and data
     */
    public static void main(final String[] args) throws InterruptedException {
        try (Server server = Server.start(RunningServer.options(Path.of(args[0])))) {
            System.out.println("port " + server.port());
            Thread.currentThread().join();
        }
    }
}
