package io.blemish.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ulong;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import io.blemish.server.Waiting;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.eclipse.milo.opcua.sdk.core.types.DynamicStructType;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts at a real endpoint, read by the library's own client. */
class OpcUaEndpointTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    private static Path keys;

    private static LineServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void listen() throws Exception {
        server = LineServer.start(keys, keys, false, SHORT);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private LineServer acknowledged() throws Exception {
        return LineServer.start(folder, keys, true, SHORT);
    }

    @Test
    void aVerdictIsInTheVariablesOfItsModel() throws Exception {
        try (Plc plc = Plc.connect(server.address())) {
            server.endpoint().serving(Map.of("bolt", "0123456789ab"));
            assertThat(plc.value("bolt/VisionStateMachine/CurrentState"))
                    .isEqualTo(LocalizedText.english("Operational"));
            assertThat(plc.value("bolt/LastVerdict/Id")).isEqualTo("");
            final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
            plc.watch("bolt/LastVerdict/Verdict", seen::add);
            assertThat(seen.take()).isEqualTo("");

            final Verdict verdict = LineServer.verdict("bolt", "picture 7.png", 2.5f);
            assertThat(server.deliver(verdict)).isEqualTo(new Taken());
            assertThat(seen.take()).isEqualTo("defect");
            final Map<String, Object> expected = Map.of(
                    "Id",
                    verdict.id(),
                    "Score",
                    2.5f,
                    "Threshold",
                    2f,
                    "ReviewThreshold",
                    1.5f,
                    "Regions",
                    uint(1),
                    "Picture",
                    "picture 7.png",
                    "Model",
                    "bolt",
                    "Version",
                    "0123456789ab",
                    "Time",
                    new DateTime(verdict.time()));
            for (final Map.Entry<String, Object> one : expected.entrySet()) {
                assertThat(plc.value("bolt/LastVerdict/" + one.getKey()))
                        .as(one.getKey())
                        .isEqualTo(one.getValue());
            }
            assertThat(plc.read("bolt/LastVerdict/Id").sourceTime()).isEqualTo(new DateTime(verdict.time()));
            final Object result = plc.value("bolt/ResultManagement/Results/Last");
            assertResult(plc, plc.members(result), verdict);
            assertThat(plc.id(plc.value("bolt/ResultManagement/Results/Last/PartId")))
                    .isEqualTo("picture 7.png");
            assertThat(plc.value("bolt/Counters/defect")).isEqualTo(ulong(1));

            server.endpoint().serving(Map.of());
            assertThat(plc.value("bolt/VisionStateMachine/CurrentState"))
                    .isEqualTo(LocalizedText.english("Preoperational"));
            assertThat(plc.read("bolt/VisionStateMachine/AutomaticModeStateMachine/CurrentState")
                            .statusCode())
                    .isEqualTo(new StatusCode(StatusCodes.Bad_StateNotActive));
        }
    }

    private static Object field(final Map<String, Object> fields, final String name) {
        return fields.getOrDefault(name, "");
    }

    private static void assertResult(final Plc plc, final Map<String, Object> result, final Verdict verdict)
            throws Exception {
        assertThat(plc.id(field(result, "ResultId"))).isEqualTo(verdict.id());
        assertThat(field(result, "IsPartial")).isEqualTo(false);
        assertThat(field(result, "ResultState")).isEqualTo(Results.COMPLETED);
        assertThat(field(result, "CreationTime")).isEqualTo(new DateTime(verdict.time()));
        assertThat(((DynamicStructType) field(result, "InternalRecipeId")).getMembers())
                .containsEntry("Id", verdict.model())
                .containsEntry("Version", verdict.version());
        assertThat(plc.id(field(result, "JobId"))).isEqualTo(verdict.id());
        assertThat((Variant[]) field(result, "ResultContent"))
                .containsExactly(Variant.ofString(LineServer.json(verdict)));
        assertThat(result).doesNotContainKeys("MeasId", "ProductId", "ProcessingTimes");
    }

    @Test
    void theEventOfAVerdictHasItsFields() throws Exception {
        try (Plc plc = Plc.connect(server.address())) {
            server.endpoint().serving(Map.of("cap", "0123456789ab", "disc", "1"));
            final BlockingQueue<Map<String, Object>> events = new LinkedBlockingQueue<>();
            final BlockingQueue<Map<String, Object>> all = new LinkedBlockingQueue<>();
            plc.receive(plc.node("cap"), events::add);
            plc.receive(NodeIds.Server, all::add);
            final Verdict other = LineServer.verdict("disc", "a", 1.7f);
            final Verdict verdict = LineServer.verdict("cap", "picture 7.png", 2.5f);
            server.deliver(other);
            server.deliver(verdict);

            final Map<String, Object> event = events.take();
            assertThat(plc.id(field(event, "ResultId"))).isEqualTo(verdict.id());
            assertThat(plc.id(field(event, "PartId"))).isEqualTo("picture 7.png");
            assertThat(plc.members(field(event, "InternalRecipeId")))
                    .isEqualTo(Map.of("Id", "cap", "Version", "0123456789ab"));
            assertThat(field(event, "ResultState")).isEqualTo(Results.COMPLETED);
            assertThat((Variant[]) field(event, "ResultContent"))
                    .containsExactly(Variant.ofString(LineServer.json(verdict)));
            assertThat(field(event, "MeasId")).isEqualTo("");
            assertThat(field(event, "Verdict")).isEqualTo("defect");
            assertThat(field(event, "Score")).isEqualTo(2.5f);
            assertThat(field(event, "Threshold")).isEqualTo(2f);
            assertThat(field(event, "Picture")).isEqualTo("picture 7.png");
            assertThat(field(event, "Time")).isEqualTo(new DateTime(verdict.time()));
            assertThat(field(event, "SourceName")).isEqualTo("cap");
            assertThat(field(event, "Severity")).isEqualTo(ushort(700));
            assertThat(events).isEmpty();
            assertThat(List.of(all.take(), all.take()))
                    .extracting(one -> field(one, "Verdict"))
                    .containsExactly("review", "defect");
        }
    }

    @Test
    void eventsArriveInTheOrderOfTheVerdicts() throws Exception {
        final List<Object> arrived = new CopyOnWriteArrayList<>();
        try (Plc plc = Plc.connect(server.address())) {
            plc.receive(NodeIds.Server, event -> arrived.add(field(event, "Id")));
            final List<Object> sent = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
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
        final List<Verdict> verdicts = IntStream.range(0, 60)
                .mapToObj(i -> LineServer.verdict("ring", "picture " + i, i % 4))
                .toList();
        final Verdict other = LineServer.verdict("rod", "b", 1);
        server.record(verdicts);
        server.deliver(verdicts.get(59));
        server.deliver(other);
        try (Plc plc = Plc.connect(server.address())) {
            final Verdict wanted = verdicts.get(3);
            final Variant id = plc.structure(VisionStructureType.RESULT_ID, Map.of("Id", wanted.id()));
            final List<Object> found = plc.call("ring", "GetResultById", id, new Variant(0));
            assertThat(found.get(2)).isEqualTo(0);
            assertResult(plc, plc.members(found.get(1)), wanted);
            final List<Object> parts = plc.call("ring", "GetResultComponentsById", id, new Variant(0));
            assertThat(parts).hasSize(17);
            assertThat(plc.id(parts.get(6))).isEqualTo("picture 3");
            assertThat(parts.get(16)).isEqualTo(0);
            assertThat(plc.call("rod", "GetResultById", id, new Variant(0)).get(2))
                    .isEqualTo(ResultMethods.UNKNOWN);

            final List<Object> first = plc.list("ring", Map.of());
            final List<Object> rest = plc.list("ring", Map.of(10, new Variant(uint(50))));
            assertThat(first.get(0)).isEqualTo(false);
            assertThat(first.get(1)).isEqualTo(uint(50));
            assertThat(rest.get(0)).isEqualTo(true);
            final List<Object> ids = new ArrayList<>(ids(plc, first));
            ids.addAll(ids(plc, rest));
            Collections.reverse(ids);
            assertThat(ids).isEqualTo(verdicts.stream().map(Verdict::id).toList());

            final Variant part = plc.structure(VisionStructureType.PART_ID, Map.of("Id", "picture 5"));
            assertThat(ids(plc, plc.list("ring", Map.of(2, part))))
                    .containsExactly(verdicts.get(5).id());
            final Variant recipe =
                    plc.structure(VisionStructureType.INTERNAL_RECIPE_ID, Map.of("Id", "ring", "Version", "another"));
            assertThat(ids(plc, plc.list("ring", Map.of(4, recipe)))).isEmpty();
            assertThat(ids(plc, plc.list("ring", Map.of(0, new Variant(4))))).isEmpty();
            assertThat(ids(plc, plc.list("ring", Map.of(9, new Variant(uint(2))))))
                    .hasSize(2);
        }
    }

    private static List<Object> ids(final Plc plc, final List<Object> list) throws Exception {
        final List<Object> ids = new ArrayList<>();
        for (final ExtensionObject one : (ExtensionObject[]) list.get(3)) {
            ids.add(plc.id(field(plc.members(one), "ResultId")));
        }
        return ids;
    }

    @Test
    void aVerdictIsDeliveredWhenItIsAcknowledgedIfThatIsWished() throws Exception {
        final Verdict first = LineServer.verdict("lid", "a", 1);
        final Verdict second = LineServer.verdict("lid", "b", 1);
        try (LineServer line = acknowledged();
                Plc plc = Plc.connect(line.address())) {
            assertThat(line.deliver(first))
                    .isEqualTo(
                            new Away("No client of the OPC UA endpoint " + line.address() + " acknowledges verdicts."));
            assertThat(plc.acknowledge("lid", first.id())).isEqualTo(0);
            assertThat(line.deliver(first)).isEqualTo(new Taken());
            assertThat(plc.value("lid/Counters/ok"))
                    .as("written twice, counted once")
                    .isEqualTo(ulong(1));
            assertThat(plc.acknowledge("lid", "another")).isEqualTo(ResultMethods.UNKNOWN);
            final String[] many =
                    Collections.nCopies(ResultMethods.ACKNOWLEDGED + 1, "a").toArray(String[]::new);
            assertThat(plc.status("lid", "AcknowledgeResults", new Variant(many)))
                    .isEqualTo(new StatusCode(StatusCodes.Bad_TooManyOperations));

            plc.receive(plc.node("lid"), event -> new Thread(() -> acknowledge(plc, event)).start());
            Waiting.until("it is acknowledged", () -> line.deliver(second).equals(new Taken()));
        }
    }

    private static void acknowledge(final Plc plc, final Map<String, Object> event) {
        try {
            plc.acknowledge("lid", String.valueOf(field(event, "Id")));
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aVerdictThatIsTooLargeForAMessageIsToldWithoutItsJson() throws Exception {
        try (Plc plc = Plc.connect(server.address())) {
            final Verdict verdict = LineServer.verdict("nut", "a", 1);
            server.endpoint().deliver(new Letter(1, OpcUaEndpoint.NAME, verdict), new byte[300_000]);
            assertThat(plc.value("nut/LastVerdict/Id")).isEqualTo(verdict.id());
            assertThat(plc.value("nut/ResultManagement/Results/Last/ResultContent"))
                    .isEqualTo("");
        }
    }

    @Test
    void whatIsRecordedTwiceIsToldByItsIdentifier() throws Exception {
        final List<Object> arrived = new CopyOnWriteArrayList<>();
        try (Plc plc = Plc.connect(server.address())) {
            plc.receive(NodeIds.Server, event -> arrived.add(field(event, "Id")));
            final Verdict verdict = LineServer.verdict("lid", "a", 1);
            server.deliver(verdict);
            server.endpoint().deliver(new Letter(1, OpcUaEndpoint.NAME, verdict), new byte[1]);
            Waiting.until("both arrived", () -> arrived.size() == 2);
            assertThat(arrived).containsExactly(verdict.id(), verdict.id());
        }
    }

    @Test
    void verdictsThatAreWrittenAgainAreNotCountedAgain() throws Exception {
        final List<Verdict> page = IntStream.range(0, 50)
                .mapToObj(i -> LineServer.verdict("gear", "picture " + i, 1))
                .toList();
        for (final Verdict verdict : page) {
            server.deliver(verdict);
        }
        for (final Verdict verdict : page) {
            server.deliver(verdict);
        }
        try (Plc plc = Plc.connect(server.address())) {
            assertThat(plc.value("gear/Counters/ok")).isEqualTo(ulong(page.size()));
        }
    }

    @Test
    void aFilterThatCannotBeEvaluatedKeepsEventsFromNoOtherClient() throws Exception {
        server.endpoint().serving(Map.of("spring", "1"));
        try (Plc bad = Plc.connect(server.address());
                Plc plc = Plc.connect(server.address())) {
            for (final NodeId source : List.of(NodeIds.Server, plc.node("spring"))) {
                bad.receiveWhereNot(source, 0);
                bad.receiveWhereNot(source, 7);
            }
            final BlockingQueue<Map<String, Object>> events = new LinkedBlockingQueue<>();
            plc.receive(NodeIds.Server, events::add);
            plc.receive(plc.node("spring"), events::add);
            final Verdict verdict = LineServer.verdict("spring", "a", 1);
            assertThat(server.deliver(verdict)).isEqualTo(new Taken());
            assertThat(List.of(events.take(), events.take()))
                    .extracting(one -> field(one, "Id"))
                    .containsExactly(verdict.id(), verdict.id());
        }
    }

    @Test
    void aClientHasOnlySoManySubscriptions() throws Exception {
        server.endpoint().serving(Map.of("clip", "1"));
        try (Plc plc = Plc.connect(server.address())) {
            for (int i = 0; i < ServerLimits.SUBSCRIPTIONS_PER_SESSION; i++) {
                plc.watch("clip/LastVerdict/Id", any -> {});
            }
            assertThatThrownBy(() -> plc.watch("clip/LastVerdict/Id", any -> {}))
                    .isInstanceOf(UaException.class)
                    .hasMessageContaining("Bad_TooManySubscriptions");
        }
    }
}
