package example;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A Kafka broker in a process of its own, alone in its cluster, on a free port of the loopback address. */
final class Broker implements AutoCloseable {
    private final int port;
    private final Process process;

    /**
     * Starts it.
     *
     * @param folder for its files
     * @param topics to be made
     */
    Broker(final Path folder, final String... topics) throws Exception {
        this.port = freePort();
        final Path settings = Files.writeString(
                folder.resolve("kafka.properties"),
                """
                process.roles=broker,controller
                node.id=1
                listeners=BROKER://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=BROKER://127.0.0.1:%1$d
                listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
                inter.broker.listener.name=BROKER
                controller.listener.names=CONTROLLER
                controller.quorum.voters=1@127.0.0.1:%2$d
                log.dirs=%3$s
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                group.initial.rebalance.delay.ms=0
                """
                        .formatted(port, freePort(), folder.resolve("log").toString().replace('\\', '/')));
        this.process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Broker.class.getName(),
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("kafka.log").toFile())
                .start();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            final List<NewTopic> all = Stream.of(topics)
                    .map(topic -> new NewTopic(topic, Optional.of(1), Optional.empty()))
                    .toList();
            admin.createTopics(all).all().get();
        }
    }

    /**
     * Runs a broker until the process is ended.
     *
     * @param arguments the file of its properties
     */
    public static void main(final String[] arguments) {
        StorageTool.execute(
                new String[] {"format", "--cluster-id", "test", "--config", arguments[0], "--ignore-formatted"}, System.err);
        Kafka.main(arguments);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
