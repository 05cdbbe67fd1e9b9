package io.blemish.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.image.Picture;
import io.blemish.model.Model;
import io.blemish.prediction.Prediction;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Verdicts and refusals over HTTP, health, information and metrics, in an application that is used as it stands. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplicationTest {
    private static final byte[] TEXT = "no picture".getBytes(StandardCharsets.UTF_8);

    private final RunningApplication application =
            new RunningApplication(TestModels.FIRST, "blemish.models.gone.location=nowhere.blemish");

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void theClassPathIsThatOfTheVersionThatIsTested() {
        final String expected = System.getProperty("spring-boot.expected");
        assertThat(expected).isNotNull();
        assertThat(SpringBootVersion.getVersion()).isEqualTo(expected);
    }

    @Test
    void aVerdictIsJsonUnlessTheClientAsksForAnother() throws Exception {
        final HttpResponse<byte[]> asked =
                application.send(application.post("/plate", TestModels.defect()).header("Accept", "application/json"));
        final HttpResponse<byte[]> usual = application.send(application.post("/plate", TestModels.defect()));
        try (Model model = Model.open(TestModels.FIRST)) {
            final Prediction prediction = model.predict(Picture.of("picture", TestModels.defect()));
            assertThat(prediction.anomalous()).isTrue();
            assertThat(RunningApplication.text(asked)).isEqualTo(prediction.toJson());
        }
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(RunningApplication.type(asked)).isEqualTo("application/json");
        assertThat(RunningApplication.text(usual)).isEqualTo(RunningApplication.text(asked));
    }

    @Test
    void aVerdictIsItsHeatMapForAClientThatAsksForAPicture() throws Exception {
        final HttpResponse<byte[]> response =
                application.send(application.post("/plate", TestModels.defect()).header("Accept", "image/png"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(RunningApplication.type(response)).isEqualTo("image/png");
        final BufferedImage map = ImageIO.read(new ByteArrayInputStream(response.body()));
        assertThat(map.getWidth()).isEqualTo(128);
        assertThat(map.getHeight()).isEqualTo(128);
    }

    @Test
    void aFileThatIsNoPictureIsAProblemThatANewTryDoesNotSolve() throws Exception {
        assertProblem(application.send(application.post("/plate", TEXT)), 422, "not-a-picture", false);
    }

    @Test
    void aModelThatCannotBeUsedNowIsAProblemThatANewTryMaySolve() throws Exception {
        assertProblem(application.send(application.post("/gone", TestModels.good())), 503, "models", true);
        assertProblem(application.send(application.post("/other", TestModels.good())), 404, "not-found", false);
    }

    private static void assertProblem(
            final HttpResponse<byte[]> response, final int status, final String kind, final boolean retryable) {
        assertThat(response.statusCode()).as(RunningApplication.text(response)).isEqualTo(status);
        assertThat(RunningApplication.type(response)).startsWith("application/problem+json");
        assertThat(RunningApplication.text(response))
                .contains("\"type\":\"urn:blemish:problem:" + kind + "\"", "\"detail\":\"");
        assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(retryable);
    }

    @Test
    void theInformationSaysWhatTheModelsAre() throws Exception {
        final HttpResponse<byte[]> response = application.send(application.request("/actuator/info"));
        assertThat(RunningApplication.text(response))
                .contains("\"method\":\"views\"", "\"training_pictures\":6", "\"expected_false_alarms\"");
    }

    @Test
    void theMetricsHaveTheNamesOfTheServers() throws Exception {
        application.send(application.post("/plate", TestModels.good()));
        application.send(application.post("/plate", TEXT));
        final MeterRegistry registry = application.bean(MeterRegistry.class);
        assertThat(registry.getMeters().stream().map(Meter::getId).map(Meter.Id::getName))
                .contains(
                        "blemish.model.info",
                        "blemish.problems",
                        "blemish.queue.capacity",
                        "blemish.queue.length",
                        "blemish.score",
                        "blemish.stage",
                        "blemish.verdicts");
        assertThat(registry.get("blemish.verdicts")
                        .tags("model", "plate", "verdict", "normal")
                        .counter()
                        .count())
                .isPositive();
        assertThat(registry.get("blemish.problems")
                        .tags("kind", "not-a-picture", "status", "422")
                        .counter()
                        .count())
                .isPositive();
        assertThat(registry.get("blemish.stage").tag("stage", "network").timer().count())
                .isPositive();
    }

    @Test
    void aPropertyThatIsOutOfRangeIsNamed() {
        assertThatThrownBy(() -> new SpringApplicationBuilder(TestApplication.class)
                        .properties("server.port=0", "blemish.queue=-1")
                        .run())
                .rootCause()
                .hasMessageContaining("blemish.queue must be at least 0, not -1");
    }
}
