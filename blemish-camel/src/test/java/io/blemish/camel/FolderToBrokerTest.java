package io.blemish.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes of docs/camel.md: pictures from a folder, verdicts to a real broker, what is no picture to another folder. */
@Tag("long")
class FolderToBrokerTest {
    private static final Path DOCS = Path.of("..", "docs", "camel.md");
    private static final long LIMIT_S = 60;

    private final CamelContext context = new DefaultCamelContext();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() throws Exception {
        context.close();
    }

    @Test
    void theRouteInJava() throws Exception {
        run(() -> context.addRoutes(new FolderToBroker()));
    }

    @Test
    void theRouteInYaml() throws Exception {
        run(() -> PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString("route.yaml", block("yaml"))));
    }

    /** The Java route is compiled here, so its text is held to that of the page. */
    @Test
    void thePageShowsTheRouteThatIsTested() throws Exception {
        final String source =
                Files.readString(Path.of("src", "test", "java").resolve("io/blemish/camel/FolderToBroker.java"));
        assertThat(squeezed(source)).contains(squeezed(block("java")));
    }

    private static String squeezed(final String text) {
        return text.replaceAll("\\s+", "");
    }

    private static String block(final String language) throws Exception {
        final Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOCS));
        assertThat(block.find()).as("a block of " + language).isTrue();
        return block.group(1);
    }

    /** Adds routes to the context. */
    @FunctionalInterface
    private interface Routes {
        void add() throws Exception;
    }

    private void run(final Routes routes) throws Exception {
        assumeTrue(LocalMosquitto.exists(), "There is no Mosquitto on this machine, so no route to it is tested.");
        final Path in = Files.createDirectory(folder.resolve("in"));
        final Path model = folder.resolve("part.blemish");
        TestModels.put(TestModels.FIRST, model);
        try (LocalMosquitto broker = LocalMosquitto.start(folder)) {
            final Properties places = new Properties();
            places.setProperty("pictures", in.toString());
            places.setProperty("settled", "20");
            places.setProperty("refused", folder.resolve("refused").toString());
            places.setProperty("model", model.toString());
            places.setProperty("broker", broker.address());
            context.getPropertiesComponent().setInitialProperties(places);
            context.addRoutes(subscriber());
            routes.add();
            final MockEndpoint verdicts = context.getEndpoint("mock:verdicts", MockEndpoint.class);
            final MockEndpoint refused = context.getEndpoint("mock:refused", MockEndpoint.class);
            verdicts.expectedMessageCount(2);
            refused.expectedMessageCount(1);
            context.start();

            Files.copy(TestModels.good(), in.resolve("good.png"));
            Files.copy(TestModels.defect(), in.resolve("defect.png"));
            Files.writeString(in.resolve("note.txt"), "no picture");
            MockEndpoint.assertIsSatisfied(context, LIMIT_S, TimeUnit.SECONDS);
            assertThat(verdicts.getExchanges())
                    .extracting(exchange -> exchange.getMessage().getBody(String.class))
                    .anySatisfy(json -> assertThat(json).contains("\"name\":\"good.png\"", "\"verdict\":\"ok\""))
                    .anySatisfy(json -> assertThat(json).contains("\"name\":\"defect.png\"", "\"verdict\":\"defect\""));
            assertThat(folder.resolve("refused/note.txt")).hasContent("no picture");
        }
    }

    private static RouteBuilder subscriber() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("paho-mqtt5:verdicts?brokerUrl={{broker}}").to("mock:verdicts");
                from("file:{{refused}}?noop=true&initialDelay=0&delay=50").to("mock:refused");
            }
        };
    }
}
