package io.blemish.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.spring.InspectionRefusedException.Reason;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that come, change and go while the application runs. */
@Tag("long")
class ModelsTest {
    private static final int CHANGES = 6;
    private static final int CLIENTS = 2;

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("plate.blemish");
    }

    /** Another file with the name, in one step, with a time of its own. */
    private void put(final Path model) throws IOException {
        final Path beside = Files.copy(model, folder.resolve("new"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, file(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void aModelIsExchangedWhileRequestsAreAnswered() throws Exception {
        put(TestModels.FIRST);
        final AtomicBoolean enough = new AtomicBoolean();
        try (RunningApplication application = new RunningApplication(file())) {
            final BlemishModels models = application.bean(BlemishModels.class);
            final BorrowedModel first = models.borrow("plate");
            final List<CompletableFuture<List<Integer>>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(CompletableFuture.supplyAsync(() -> statuses(application, enough)));
            }
            for (int i = 0; i < CHANGES; i++) {
                put(i % 2 == 0 ? TestModels.SECOND : TestModels.FIRST);
                assertThat(models.refresh("plate")).isTrue();
                assertThat(models.refresh("plate")).isFalse();
            }
            put(TestModels.SECOND);
            models.refresh("plate");
            enough.set(true);
            for (final CompletableFuture<List<Integer>> client : clients) {
                assertThat(client.join()).isNotEmpty().containsOnly(200);
            }
            try (BorrowedModel now = models.borrow("plate")) {
                assertThat(now.version()).isNotEqualTo(first.version());
            }
            // It stays open for as long as somebody has it.
            assertThat(first.model()
                            .predict(first.model().check().orElseThrow().picture())
                            .score())
                    .isPositive();
            first.close();
        }
    }

    private static List<Integer> statuses(final RunningApplication application, final AtomicBoolean enough) {
        final List<Integer> statuses = new ArrayList<>();
        try {
            do {
                statuses.add(application
                        .send(application.post("/plate", TestModels.good()))
                        .statusCode());
            } while (!enough.get());
        } catch (final IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return statuses;
    }

    @Test
    void aDamagedFileIsDownInTheHealthUntilItIsMended() throws Exception {
        Files.writeString(file(), "damaged");
        try (RunningApplication application = new RunningApplication(file())) {
            final BlemishModels models = application.bean(BlemishModels.class);
            assertThat(health(application, 503)).contains("plate.blemish", "\"problem\"");

            put(TestModels.FIRST);
            assertThat(models.refresh("plate")).isTrue();
            assertThat(health(application, 200)).doesNotContain("\"problem\"");

            Files.writeString(folder.resolve("new"), "damaged again");
            Files.move(folder.resolve("new"), file(), StandardCopyOption.REPLACE_EXISTING);
            assertThat(models.refresh("plate")).isFalse();
            assertThat(health(application, 200)).contains("\"problem\"");
            assertThat(application
                            .send(application.post("/plate", TestModels.good()))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static String health(final RunningApplication application, final int status) throws Exception {
        final HttpResponse<byte[]> health = application.send(application.request("/actuator/health"));
        assertThat(health.statusCode()).as(RunningApplication.text(health)).isEqualTo(status);
        return RunningApplication.text(health);
    }

    @Test
    void aModelThatIsGivenBackTwiceStaysOpenForOthers() throws Exception {
        put(TestModels.FIRST);
        try (RunningApplication application = new RunningApplication(file())) {
            final BlemishModels models = application.bean(BlemishModels.class);
            final BorrowedModel kept = models.borrow("plate");
            final BorrowedModel twice = models.borrow("plate");
            twice.close();
            twice.close();
            put(TestModels.SECOND);
            assertThat(models.refresh("plate")).isTrue();
            assertThat(kept.model()
                            .predict(kept.model().check().orElseThrow().picture())
                            .score())
                    .isPositive();
            kept.close();
        }
    }

    @Test
    void theShareOfFalseAlarmsMovesTheThresholdOfTheCopyAlone() throws Exception {
        put(TestModels.FIRST);
        final byte[] before = Files.readAllBytes(file());
        try (RunningApplication application =
                new RunningApplication(file(), "blemish.models.plate.max-false-alarms=0.4")) {
            try (BorrowedModel model = application.bean(BlemishModels.class).borrow("plate")) {
                assertThat(model.model().calibration().maxFalseAlarms()).isEqualTo(0.4);
            }
        }
        assertThat(file()).hasBinaryContent(before);
    }

    @Test
    void aStopEndsRequestsThatHaveBegunBeforeItClosesTheirModel() throws Exception {
        put(TestModels.FIRST);
        final RunningApplication application = new RunningApplication(file());
        final TestApplication controller = application.bean(TestApplication.class);
        final BlemishModels models = application.bean(BlemishModels.class);
        final CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> later(application));
        controller.awaitRequest();
        final CompletableFuture<Void> stopped = CompletableFuture.runAsync(application::close);
        awaitRefused(application);
        assertThat(models.isRunning()).isTrue();
        controller.goOn();
        assertThat(status.join()).isEqualTo(200);
        stopped.join();
        assertThat(models.isRunning()).isFalse();
        assertThatThrownBy(() -> models.borrow("plate"))
                .isInstanceOfSatisfying(
                        InspectionRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.STOPPED));
    }

    private static int later(final RunningApplication application) {
        try {
            return application
                    .send(application.post("/plate/later", TestModels.good()))
                    .statusCode();
        } catch (final IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the web server takes no more requests. */
    private static void awaitRefused(final RunningApplication application) throws InterruptedException {
        boolean open = true;
        while (open) {
            try {
                open = application.send(application.request("/actuator/health")).statusCode() != 503;
            } catch (final IOException e) {
                open = false;
            }
        }
    }
}
