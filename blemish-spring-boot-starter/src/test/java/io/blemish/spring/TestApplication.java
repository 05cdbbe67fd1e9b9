package io.blemish.spring;

import io.blemish.prediction.Prediction;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** An application as a user writes it: a controller that returns verdicts. */
@EnableAutoConfiguration
@RestController
class TestApplication {
    private final InspectionTemplate inspections;

    /** Counted down when a request has come that waits. */
    private final CountDownLatch come = new CountDownLatch(1);

    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    TestApplication(final InspectionTemplate inspections) {
        this.inspections = inspections;
    }

    @PostMapping("/{model}")
    Prediction inspect(@PathVariable("model") final String model, @RequestBody final byte[] picture) {
        return inspections.inspect(model, new ByteArrayResource(picture));
    }

    /** The same, but it waits first until it may go on. All of it is sent here: Tomcat may close what it sends after a handler. */
    @PostMapping("/{model}/later")
    void inspectLater(
            @PathVariable("model") final String model,
            @RequestBody final byte[] picture,
            final HttpServletResponse response)
            throws InterruptedException, IOException {
        come.countDown();
        mayGoOn.await();
        final byte[] json = inspect(model, picture).toJson().getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
        response.flushBuffer();
    }

    void awaitRequest() throws InterruptedException {
        come.await();
    }

    void goOn() {
        mayGoOn.countDown();
    }
}
