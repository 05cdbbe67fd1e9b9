package io.blemish.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL server of this machine, on a free port and in a folder of its own. */
final class LocalPostgres {
    /** PostgreSQL does not run as root; its packages create this user. */
    private static final String SERVICE_USER = "postgres";

    private final Path programs;
    private final Path folder;
    private final int port;

    private LocalPostgres(final Path programs, final Path folder, final int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    /** Starts a server; empty if this machine has none. */
    static Optional<LocalPostgres> start() throws IOException, InterruptedException {
        final Optional<Path> programs = programs();
        if (programs.isEmpty()) {
            return Optional.empty();
        }
        final Path folder = Files.createTempDirectory("blemish-postgres");
        if (isRoot()) {
            run(List.of("chown", SERVICE_USER, folder.toString()));
        }
        final LocalPostgres postgres = new LocalPostgres(programs.get(), folder, freePort());
        postgres.program("initdb", "-D", postgres.data(), "-U", "test", "--auth=trust", "-E", "UTF8");
        postgres.program(
                "pg_ctl",
                "-D",
                postgres.data(),
                "-w",
                "-l",
                folder.resolve("log").toString(),
                "-o",
                "-c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder + " -p " + postgres.port,
                "start");
        return Optional.of(postgres);
    }

    private static Optional<Path> programs() throws IOException {
        final List<Path> candidates = new ArrayList<>();
        for (final String entry : System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1)) {
            candidates.add(Path.of(entry));
        }
        final Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                versions.map(version -> version.resolve("bin")).forEach(candidates::add);
            }
        }
        return candidates.stream()
                .filter(bin -> Stream.of("initdb", "pg_ctl", "postgres", "createdb")
                        .allMatch(program -> Files.isExecutable(bin.resolve(program))))
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void program(final String name, final String... arguments) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", SERVICE_USER, "--"));
        }
        command.add(programs.resolve(name).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(final List<String> command) throws IOException, InterruptedException {
        final Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }

    /** Creates a database, and returns its URL. */
    String database(final String name) throws IOException, InterruptedException {
        program("createdb", "-h", "127.0.0.1", "-p", String.valueOf(port), "-U", "test", name);
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?user=test";
    }

    /** Stops it and deletes its folder. */
    void stop() throws IOException, InterruptedException {
        program("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(LocalPostgres::delete);
        }
    }

    private static void delete(final Path file) {
        try {
            Files.delete(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
