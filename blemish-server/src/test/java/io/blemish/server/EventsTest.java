package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream of new verdicts. */
class EventsTest {
    @TempDir
    private Path folder;

    @Test
    void aListenerGetsTheVerdictsOfItsFilter() throws Exception {
        try (RunningServer server = new RunningServer(folder)) {
            final HttpResponse<InputStream> stream = server.client()
                    .send(server.request("/v1/events?model=plate").build(), BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                assertThat(lines.readLine()).startsWith(":");
                final String id = server.predict(TestModels.good()).get("id").stringValue();

                final StringBuilder event = new StringBuilder();
                for (String line = lines.readLine(); !line.startsWith("data:"); line = lines.readLine()) {
                    event.append(line).append('\n');
                }
                assertThat(event.toString()).contains("event: prediction").contains("id: " + id);
            }
        }
    }
}
