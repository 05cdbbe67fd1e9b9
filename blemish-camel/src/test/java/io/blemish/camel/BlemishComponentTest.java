package io.blemish.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.PictureException;
import io.blemish.ResourceException;
import io.blemish.artifact.Sha256;
import io.blemish.backbone.Execution;
import io.blemish.image.Picture;
import io.blemish.model.Model;
import io.blemish.prediction.Prediction;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages with and without pictures, options, and model files that come, go and change. */
class BlemishComponentTest {
    private final CamelContext context = new DefaultCamelContext();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() throws Exception {
        context.close();
    }

    private Path file() {
        return folder.resolve("a plate.blemish");
    }

    private ProducerTemplate start() throws Exception {
        context.start();
        return context.createProducerTemplate();
    }

    private ProducerTemplate startWithModel() throws Exception {
        TestModels.put(TestModels.FIRST, file());
        return start();
    }

    private String address(final String options) {
        return "blemish:" + file() + "?" + options;
    }

    /** The message after its body was judged, or the exception that refused it. */
    private Exchange send(final ProducerTemplate template, final Object body, final String options) {
        return template.send(address(options), exchange -> exchange.getMessage().setBody(body));
    }

    @Test
    void everyFormOfAPictureHasTheVerdictOfTheLibrary() throws Exception {
        final Prediction expected;
        try (Model model = Model.open(TestModels.FIRST)) {
            expected = model.predict(TestModels.defect());
        }
        final ProducerTemplate template = startWithModel();
        final byte[] bytes = Files.readAllBytes(TestModels.defect());
        for (final Object body : List.of(
                bytes,
                new ByteArrayInputStream(bytes),
                TestModels.defect(),
                TestModels.defect().toFile(),
                ImageIO.read(TestModels.defect().toFile()))) {
            final Exchange judged = send(template, body, "");
            final Prediction prediction = judged.getMessage().getMandatoryBody(Prediction.class);
            assertThat(prediction.score()).isEqualTo(expected.score());
            assertThat(prediction.regions()).isEqualTo(expected.regions());
            assertThat(judged.getMessage().getHeaders())
                    .containsAllEntriesOf(Map.of(
                            BlemishHeaders.VERDICT, "defect",
                            BlemishHeaders.SCORE, expected.score(),
                            BlemishHeaders.THRESHOLD, expected.threshold(),
                            BlemishHeaders.MODEL_VERSION,
                                    Sha256.of(TestModels.FIRST).substring(0, 12)));
        }
    }

    @Test
    void theVerdictAsJsonHasTheNameOfTheFile() throws Exception {
        final String json = startWithModel()
                .requestBodyAndHeader(
                        address("output=json&threads=2"),
                        TestModels.good(),
                        Exchange.FILE_NAME,
                        "line 3/part.png",
                        String.class);
        assertThat(json).startsWith("{\"name\":\"line 3/part.png\"").contains("\"verdict\":\"ok\"");
    }

    @Test
    void aBodyThatIsNoPictureIsRefusedAndStays() throws Exception {
        final ProducerTemplate template = startWithModel();
        for (final Object body : List.of("a note", new byte[0], 17, List.of("a list"))) {
            final Exchange refused = send(template, body, "");
            assertThat(refused.getException()).isInstanceOf(PictureException.class);
            assertThat(refused.getMessage().getBody()).isSameAs(body);
            assertThat(refused.getMessage().getHeaders()).isEmpty();
        }
        assertThat(template.send(address(""), exchange -> {}).getException())
                .isInstanceOf(PictureException.class)
                .hasMessageContaining("holds no picture but nothing");
    }

    @Test
    void moreThanTheMostPixelsAreRefused() throws Exception {
        final ProducerTemplate template = startWithModel();
        assertThat(send(template, TestModels.good(), "maxPixels=16384").getException())
                .isNull();
        assertThat(send(template, TestModels.good(), "maxPixels=16383").getException())
                .isInstanceOf(PictureException.class)
                .hasMessageContaining("megapixels");
    }

    @Test
    void anOptionThatDoesNotExistIsRefused() throws Exception {
        assertThatThrownBy(() -> context.getEndpoint(address("colour=red"))).hasMessageContaining("colour");
        assertThatThrownBy(() -> context.getEndpoint(address("output=xml"))).hasMessageContaining("xml");
        assertThatThrownBy(() -> context.getEndpoint("blemish:?output=json")).hasStackTraceContaining("no model file");
        assertThatThrownBy(() -> context.getEndpoint(address("")).createConsumer(exchange -> {}))
                .hasMessageContaining("not with from()");
    }

    @Test
    void endpointsOfAFileShareItsModelUntilTheContextStops() throws Exception {
        final ProducerTemplate template = startWithModel();
        send(template, TestModels.good(), "output=json");
        send(template, TestModels.good(), "output=prediction&refresh=1m");
        final BlemishComponent component = context.getComponent("blemish", BlemishComponent.class);
        final RouteModel model = component.model(file(), 1);
        assertThat(component.model(folder.resolve("./a plate.blemish"), 1)).isSameAs(model);
        assertThat(component.model(file(), 2)).isNotSameAs(model);
        context.stop();
        assertThatThrownBy(() -> model.judge(Picture.of(TestModels.good()), Duration.ZERO))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void theCopyOfAModelIsRemovedWhenItIsClosed() {
        final ModelCopy copy = ModelCopy.open(TestModels.FIRST, Execution.cpu(1));
        assertThat(copy.copy()).hasSameBinaryContentAs(TestModels.FIRST);
        copy.close();
        assertThat(copy.copy()).doesNotExist();
    }

    @Test
    void aReplacedModelIsTakenUpAndADamagedOneIsNot() throws Exception {
        final ProducerTemplate template = startWithModel();
        final float first = threshold(template);

        TestModels.put(TestModels.SECOND, file());
        assertThat(threshold(template)).isEqualTo(first * 2);

        Files.writeString(file(), "damaged");
        assertThat(threshold(template)).isEqualTo(first * 2);

        Files.delete(file());
        assertThat(threshold(template)).isEqualTo(first * 2);

        TestModels.put(TestModels.FIRST, file());
        assertThat(threshold(template)).isEqualTo(first);
    }

    @Test
    void everyPictureIsJudgedWhileModelsAreExchanged() throws Exception {
        final ProducerTemplate template = startWithModel();
        final float first = threshold(template);
        final AtomicBoolean enough = new AtomicBoolean();
        final CompletableFuture<List<Exchange>> judged = CompletableFuture.supplyAsync(
                () -> Stream.generate(() -> send(template, TestModels.good(), "refresh=0"))
                        .takeWhile(exchange -> !enough.get())
                        .toList());
        for (final float factor : new float[] {2, 1, 2, 1}) {
            TestModels.put(factor == 1 ? TestModels.FIRST : TestModels.SECOND, file());
            float now = threshold(template);
            while (now != first * factor) {
                // The other thread opens the new model, and this one has the old one until then.
                now = threshold(template);
            }
        }
        enough.set(true);
        assertThat(judged.join())
                .isNotEmpty()
                .allSatisfy(exchange -> assertThat(exchange.getException()).isNull());
    }

    @Test
    void aModelIsNotLookedAtBeforeItsTime() throws Exception {
        final ProducerTemplate template = startWithModel();
        final Object first =
                send(template, TestModels.good(), "refresh=1h").getMessage().getHeader(BlemishHeaders.THRESHOLD);
        TestModels.put(TestModels.SECOND, file());
        assertThat(send(template, TestModels.good(), "refresh=1h").getMessage().getHeader(BlemishHeaders.THRESHOLD))
                .isEqualTo(first);
    }

    private float threshold(final ProducerTemplate template) throws Exception {
        return send(template, TestModels.good(), "refresh=0")
                .getMessage()
                .getMandatoryBody(Prediction.class)
                .threshold();
    }

    @Test
    void aMissingModelKeepsTheRouteFromStarting() throws Exception {
        context.addRoutes(route());
        assertThatThrownBy(context::start).rootCause().isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> ModelCopy.open(file(), Execution.cpu(1)))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        missing -> assertThat(missing.code()).isEqualTo(ErrorCode.MODEL_MISSING))
                .hasMessage("Model file " + file() + " does not exist; check the path.");
    }

    private RoutesBuilder route() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:pictures").to(address(""));
            }
        };
    }

    /** A folder where a file should be is as a disk that cannot be read, and may be gone at the next try. */
    @Test
    void whatIsTheMachinesFaultIsTriedAgain() throws Exception {
        Files.createDirectory(file());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(ResourceException.class)
                        .maximumRedeliveries(1)
                        .redeliveryDelay(0)
                        .onRedelivery(exchange -> {
                            Files.delete(file());
                            TestModels.put(TestModels.FIRST, file());
                        });
                from("direct:pictures").to(address("lazyStartProducer=true"));
            }
        });
        final Exchange judged = start().send(
                        "direct:pictures",
                        exchange -> exchange.getMessage()
                                .setBody(new ByteArrayInputStream(Files.readAllBytes(TestModels.good()))));
        assertThat(judged.getException()).isNull();
        assertThat(judged.getMessage().getHeader(BlemishHeaders.VERDICT)).isEqualTo("ok");
    }
}
