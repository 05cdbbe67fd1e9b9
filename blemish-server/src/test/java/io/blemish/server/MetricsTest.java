package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics for Prometheus, and Grafana's dashboard of them. */
class MetricsTest {
    private static final Path DASHBOARD = Path.of("..", "docker", "grafana", "dashboards", "blemish.json");
    private static final Pattern NAME = Pattern.compile("\\b(?:blemish|jvm|process|system)_\\w+");

    @TempDir
    private Path folder;

    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RunningServer(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void verdictsAreCountedFromZero() throws Exception {
        assertThat(metrics().lines().filter(line -> line.startsWith("blemish_verdicts_total{model=\"plate\"")))
                .hasSize(3)
                .anyMatch(line -> line.contains("verdict=\"anomalous\"") && line.endsWith(" 0.0"))
                .anyMatch(line -> line.contains("verdict=\"normal\"") && line.endsWith(" 0.0"));
    }

    @Test
    void theDashboardUsesMetricsThatExist() throws Exception {
        server.predict(TestModels.good());
        server.get("/v1/nothing");
        final Set<String> asked = names(Files.readString(DASHBOARD));
        assertThat(asked).isNotEmpty();
        assertThat(names(metrics())).containsAll(asked);
    }

    private static Set<String> names(final String text) {
        return NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private String metrics() throws Exception {
        return RunningServer.text(server.get("/metrics"));
    }
}
