package io.blemish.kafka;

import io.blemish.server.JavaProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** A Kafka broker, alone in its cluster, on a free port of the loopback address and with its files in a folder. */
final class LocalKafka implements AutoCloseable {
    static final String TOPIC = "verdicts";
    static final int PARTITIONS = 3;

    private final Path folder;
    private final int port;
    private JavaProcess process;

    /** Starts a broker with a topic. */
    LocalKafka(final Path folder) throws Exception {
        KafkaLog.silence();
        this.folder = folder;
        this.port = freePort();
        Files.writeString(folder.resolve("kafka.properties"), """
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
                message.max.bytes=10000
                broker.session.timeout.ms=2000
                broker.heartbeat.interval.ms=200
                """.formatted(
                        port, freePort(), folder.resolve("log").toString().replace('\\', '/')));
        this.process = run();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private JavaProcess run() throws IOException {
        return new JavaProcess(
                folder,
                BrokerProcess.class,
                List.of(folder.resolve("kafka.properties").toString()));
    }

    String brokers() {
        return "127.0.0.1:" + port;
    }

    String address() {
        return brokers() + "/" + TOPIC;
    }

    /** Kills it with SIGKILL, and starts it again. */
    void restart() throws IOException {
        process.close();
        process = run();
    }

    @Override
    public void close() {
        process.close();
    }
}
