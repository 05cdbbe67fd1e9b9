package io.blemish.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ulong;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import io.blemish.server.Waiting;
import io.blemish.server.delivery.Receipt;
import io.blemish.server.delivery.Receipt.Away;
import io.blemish.server.delivery.Receipt.Taken;
import io.blemish.server.history.Letter;
import io.blemish.server.history.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.eclipse.milo.opcua.sdk.core.types.DynamicStructType;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts at a real endpoint, read by the library's own client. */
class OpcUaEndpointTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    private static Path keys;

    @TempDir
    private Path folder;

    private LineServer server(final boolean acknowledge, final Duration patience) throws Exception {
        return LineServer.start(folder, keys, acknowledge, patience);
    }

    @Test
    void aVerdictIsInTheVariablesOfItsModel() throws Exception {
        try (LineServer server = server(false, SHORT);
                Plc plc = Plc.connect(server.address())) {
            server.endpoint().serving(Map.of("lid", "0123456789ab"));
            assertThat(plc.read("lid/VisionStateMachine/CurrentState").value().value())
                    .isEqualTo(LocalizedText.english("Operational"));
            assertThat(plc.read("lid/LastVerdict/Id").value().value()).isNull();
            final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
            plc.watch("lid/LastVerdict/Verdict", seen::add);
            assertThat(seen.take()).isEqualTo("");

            final Verdict verdict = LineServer.verdict("lid", "picture 7.png", 2.5f);
            assertThat(server.deliver(verdict)).isEqualTo(new Taken());
            assertThat(seen.take()).isEqualTo("defect");
            final Map<String, Object> expected = Map.of(
                    "Id", verdict.id(),
                    "Score", 2.5f,
                    "Threshold", 2f,
                    "ReviewThreshold", 1.5f,
                    "Regions", uint(1),
                    "Picture", "picture 7.png",
                    "Model", "lid",
                    "Version", "0123456789ab",
                    "Time", new DateTime(verdict.time()));
            for (final Map.Entry<String, Object> one : expected.entrySet()) {
                assertThat(plc.read("lid/LastVerdict/" + one.getKey()).value().value())
                        .as(one.getKey())
                        .isEqualTo(one.getValue());
            }
            assertThat(plc.read("lid/LastVerdict/Id").sourceTime()).isEqualTo(new DateTime(verdict.time()));
            final Object result =
                    plc.read("lid/ResultManagement/Results/Last").value().value();
            assertResult(plc, plc.members(result), verdict);
            assertThat(plc.id(plc.read("lid/ResultManagement/Results/Last/PartId")
                            .value()
                            .value()))
                    .isEqualTo("picture 7.png");
            assertThat(plc.read("lid/Counters/defect").value().value()).isEqualTo(ulong(1));

            server.endpoint().serving(Map.of());
            assertThat(plc.read("lid/VisionStateMachine/CurrentState").value().value())
                    .isEqualTo(LocalizedText.english("Preoperational"));
            assertThat(plc.read("lid/VisionStateMachine/AutomaticModeStateMachine/CurrentState")
                            .statusCode())
                    .isEqualTo(new StatusCode(StatusCodes.Bad_StateNotActive));
        }
    }

    private static void assertResult(final Plc plc, final Map<String, Object> result, final Verdict verdict)
            throws Exception {
        assertThat(plc.id(result.get("ResultId"))).isEqualTo(verdict.id());
        assertThat(result.get("IsPartial")).isEqualTo(false);
        assertThat(result.get("ResultState")).isEqualTo(Results.COMPLETED);
        assertThat(result.get("CreationTime")).isEqualTo(new DateTime(verdict.time()));
        assertThat(((DynamicStructType) result.get("InternalRecipeId")).getMembers())
                .containsEntry("Id", verdict.model())
                .containsEntry("Version", verdict.version());
        assertThat(plc.id(result.get("JobId"))).isEqualTo(verdict.id());
        assertThat((Variant[]) result.get("ResultContent"))
                .containsExactly(Variant.ofString(LineServer.json(verdict)));
        assertThat(result).doesNotContainKeys("MeasId", "ProductId", "ProcessingTimes");
    }

    @Test
    void theEventOfAVerdictHasItsFields() throws Exception {
        try (LineServer server = server(false, SHORT);
                Plc plc = Plc.connect(server.address())) {
            server.endpoint().serving(Map.of("lid", "0123456789ab", "plate", "1"));
            final BlockingQueue<Map<String, Variant>> events = new LinkedBlockingQueue<>();
            final BlockingQueue<Map<String, Variant>> all = new LinkedBlockingQueue<>();
            plc.receive(plc.node("lid"), events::add);
            plc.receive(NodeIds.Server, all::add);
            final Verdict other = LineServer.verdict("plate", "a", 1.7f);
            final Verdict verdict = LineServer.verdict("lid", "picture 7.png", 2.5f);
            server.deliver(other);
            server.deliver(verdict);

            final Map<String, Variant> event = events.take();
            assertThat(plc.id(event.get("ResultId").value())).isEqualTo(verdict.id());
            assertThat(plc.id(event.get("PartId").value())).isEqualTo("picture 7.png");
            assertThat(plc.members(event.get("InternalRecipeId").value()))
                    .isEqualTo(Map.of("Id", "lid", "Version", "0123456789ab"));
            assertThat(event.get("ResultState").value()).isEqualTo(Results.COMPLETED);
            assertThat((Variant[]) event.get("ResultContent").value())
                    .containsExactly(Variant.ofString(LineServer.json(verdict)));
            assertThat(event.get("MeasId").value()).isNull();
            assertThat(event.get("Verdict").value()).isEqualTo("defect");
            assertThat(event.get("Score").value()).isEqualTo(2.5f);
            assertThat(event.get("Threshold").value()).isEqualTo(2f);
            assertThat(event.get("Picture").value()).isEqualTo("picture 7.png");
            assertThat(event.get("Time").value()).isEqualTo(new DateTime(verdict.time()));
            assertThat(event.get("SourceName").value()).isEqualTo("lid");
            assertThat(event.get("Severity").value()).isEqualTo(ushort(700));
            assertThat(events).isEmpty();
            assertThat(List.of(all.take(), all.take()))
                    .extracting(one -> one.get("Verdict").value())
                    .containsExactly("review", "defect");
        }
    }

    @Test
    void eventsArriveInTheOrderOfTheVerdicts() throws Exception {
        final List<Object> arrived = new CopyOnWriteArrayList<>();
        try (LineServer server = server(false, SHORT);
                Plc plc = Plc.connect(server.address())) {
            plc.receive(NodeIds.Server, event -> arrived.add(event.get("Id").value()));
            final List<Object> sent = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                final Verdict verdict = LineServer.verdict(i % 2 == 0 ? "lid" : "plate", "a", 1);
                sent.add(verdict.id());
                server.deliver(verdict);
            }
            Waiting.until("all arrived", () -> arrived.size() == sent.size());
            assertThat(arrived).isEqualTo(sent);
        }
    }

    @Test
    void aClientThatWasAwayReadsWhatItMissed() throws Exception {
        try (LineServer server = server(false, SHORT)) {
            final List<Verdict> verdicts = IntStream.range(0, 60)
                    .mapToObj(i -> LineServer.verdict("lid", "picture " + i, i % 4))
                    .toList();
            final Verdict other = LineServer.verdict("plate", "b", 1);
            for (final Verdict verdict : verdicts) {
                server.deliver(verdict);
            }
            server.deliver(other);
            try (Plc plc = Plc.connect(server.address())) {
                final Verdict wanted = verdicts.get(3);
                final Variant id =
                        plc.structure(VisionStructureType.RESULT_ID, Map.of("Id", wanted.id()));
                final Variant[] found =
                        plc.call("lid", "GetResultById", id, new Variant(0)).getOutputArguments();
                assertThat(found[2].value()).isEqualTo(0);
                assertResult(plc, plc.members(found[1].value()), wanted);
                final Variant[] parts = plc.call("lid", "GetResultComponentsById", id, new Variant(0))
                        .getOutputArguments();
                assertThat(parts).hasSize(17);
                assertThat(plc.id(parts[6].value())).isEqualTo("picture 3");
                assertThat(parts[16].value()).isEqualTo(0);
                assertThat(plc.call("plate", "GetResultById", id, new Variant(0)).getOutputArguments()[2].value())
                        .isEqualTo(ResultMethods.UNKNOWN);

                final Variant[] first = plc.list("lid", Map.of()).getOutputArguments();
                final Variant[] rest =
                        plc.list("lid", Map.of(10, new Variant(uint(50)))).getOutputArguments();
                assertThat(first[0].value()).isEqualTo(false);
                assertThat(first[1].value()).isEqualTo(uint(50));
                assertThat(rest[0].value()).isEqualTo(true);
                final List<Object> ids = new ArrayList<>(ids(plc, first));
                ids.addAll(ids(plc, rest));
                Collections.reverse(ids);
                assertThat(ids).isEqualTo(verdicts.stream().map(Verdict::id).toList());

                final Variant part = plc.structure(VisionStructureType.PART_ID, Map.of("Id", "picture 5"));
                assertThat(ids(plc, plc.list("lid", Map.of(2, part)).getOutputArguments()))
                        .containsExactly(verdicts.get(5).id());
                final Variant recipe = plc.structure(
                        VisionStructureType.INTERNAL_RECIPE_ID, Map.of("Id", "lid", "Version", "another"));
                assertThat(ids(plc, plc.list("lid", Map.of(4, recipe)).getOutputArguments()))
                        .isEmpty();
                assertThat(ids(plc, plc.list("lid", Map.of(0, new Variant(4))).getOutputArguments()))
                        .isEmpty();
                assertThat(ids(plc, plc.list("lid", Map.of(9, new Variant(uint(2)))).getOutputArguments()))
                        .hasSize(2);
            }
        }
    }

    private static List<Object> ids(final Plc plc, final Variant... list) throws Exception {
        final List<Object> ids = new ArrayList<>();
        for (final ExtensionObject one : (ExtensionObject[]) list[3].value()) {
            ids.add(plc.id(plc.members(one).get("ResultId")));
        }
        return ids;
    }

    @Test
    void aVerdictIsDeliveredWhenItIsAcknowledgedIfThatIsWished() throws Exception {
        final Verdict first = LineServer.verdict("lid", "a", 1);
        final Verdict second = LineServer.verdict("lid", "b", 1);
        try (LineServer server = server(true, SHORT);
                Plc plc = Plc.connect(server.address())) {
            assertThat(server.deliver(first))
                    .isEqualTo(new Away(
                            "No client of the OPC UA endpoint " + server.address() + " acknowledges verdicts."));
            assertThat(plc.acknowledge("lid", first.id())).isEqualTo(0);
            assertThat(server.deliver(first)).isEqualTo(new Taken());
            assertThat(plc.read("lid/Counters/ok").value().value())
                    .as("written twice, counted once")
                    .isEqualTo(ulong(1));
            assertThat(plc.acknowledge("lid", "another")).isEqualTo(ResultMethods.UNKNOWN);
        }
        try (LineServer server = server(true, Duration.ofMinutes(1));
                Plc plc = Plc.connect(server.address())) {
            server.endpoint().serving(Map.of("lid", "1"));
            plc.receive(plc.node("lid"), event -> CompletableFuture.runAsync(() -> acknowledge(plc, event)));
            final Receipt receipt = server.deliver(second);
            assertThat(receipt).isEqualTo(new Taken());
        }
    }

    private static void acknowledge(final Plc plc, final Map<String, Variant> event) {
        try {
            plc.acknowledge("lid", String.valueOf(event.get("Id").value()));
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aVerdictThatIsTooLargeForAMessageIsToldWithoutItsJson() throws Exception {
        try (LineServer server = server(false, SHORT);
                Plc plc = Plc.connect(server.address())) {
            final Verdict verdict = LineServer.verdict("lid", "a", 1);
            server.endpoint().deliver(new Letter(1, OpcUaEndpoint.NAME, verdict), new byte[300_000]);
            assertThat(plc.read("lid/LastVerdict/Id").value().value()).isEqualTo(verdict.id());
            assertThat(plc.read("lid/ResultManagement/Results/Last/ResultContent")
                            .value()
                            .value())
                    .isNull();
        }
    }

    @Test
    void whatIsRecordedTwiceIsToldByItsIdentifier() throws Exception {
        final List<Object> arrived = new CopyOnWriteArrayList<>();
        try (LineServer server = server(false, SHORT);
                Plc plc = Plc.connect(server.address())) {
            plc.receive(NodeIds.Server, event -> arrived.add(event.get("Id").value()));
            final Verdict verdict = LineServer.verdict("lid", "a", 1);
            server.deliver(verdict);
            server.endpoint().deliver(new Letter(1, OpcUaEndpoint.NAME, verdict), new byte[1]);
            Waiting.until("both arrived", () -> arrived.size() == 2);
            assertThat(arrived).containsExactly(verdict.id(), verdict.id());
        }
    }
}
