package io.blemish.opcua;

import io.blemish.BlemishException;
import io.blemish.opcua.OpcUaSettings.Security;
import io.blemish.server.delivery.PastVerdicts;
import io.blemish.server.delivery.Receipt;
import io.blemish.server.delivery.Receipt.Away;
import io.blemish.server.delivery.Receipt.Taken;
import io.blemish.server.delivery.Target;
import io.blemish.server.history.Letter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint of OPC UA at which controllers and supervisory systems read verdicts as results of a vision system (OPC 40100-1, Machine Vision,
 * part 1). A verdict is delivered when it is in the variables of its model and its event is raised, or, if that is wished, when a client has
 * acknowledged it.
 */
public final class OpcUaEndpoint implements Target {
    /** Its name in the outbox. */
    public static final String NAME = "opcua";

    private final EndpointAddress address;
    private final boolean encrypted;
    private final Optional<Login> login;
    private final boolean acknowledged;
    private final Duration patience;
    private final Acknowledgements acknowledgements = new Acknowledgements();
    private @Nullable EndpointServer server;
    private volatile @Nullable VerdictNamespace systems;

    /**
     * An endpoint that does not listen yet.
     *
     * @param settings where it is, and who may connect
     * @throws BlemishException if the address is none, its host is unknown, or the password cannot be read
     */
    public OpcUaEndpoint(final OpcUaSettings settings) {
        this(settings, TIMEOUT);
    }

    /** Waits for another time for acknowledgements. */
    OpcUaEndpoint(final OpcUaSettings settings, final Duration patience) {
        this.patience = patience;
        address = EndpointAddress.of(settings.address());
        encrypted = settings.security().map(Security.ENCRYPT::equals).orElse(!address.isLoopback());
        login = Login.of(settings.user(), settings.password());
        acknowledged = settings.acknowledge();
    }

    /** Whether messages are signed and encrypted. */
    boolean isEncrypted() {
        return encrypted;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void open(final PastVerdicts past, final Path folder) {
        final EndpointServer started =
                EndpointServer.start(address, encrypted, login, folder, line -> nodes(line, past));
        server = started;
        systems = started.systems();
    }

    private VerdictNamespace nodes(final OpcUaServer line, final PastVerdicts past) {
        final VisionNamespace vision = new VisionNamespace(line);
        vision.startup();
        final Results results = new Results(past, vision.getNamespaceIndex());
        final VerdictNamespace added = new VerdictNamespace(line, vision, results, acknowledgements, acknowledged);
        added.startup();
        return added;
    }

    @Override
    public void serving(final Map<String, String> versions) {
        final VerdictNamespace open = systems;
        if (open != null) {
            open.serving(versions.keySet());
        }
    }

    @Override
    public Receipt deliver(final Letter letter, final byte[] json) throws InterruptedException {
        final VerdictNamespace open = systems;
        if (open == null) {
            return new Away("The OPC UA endpoint " + address + " is not open.");
        }
        open.publish(letter.verdict(), json);
        return !acknowledged || acknowledgements.await(letter.verdict().id(), patience)
                ? new Taken()
                : new Away("No client of the OPC UA endpoint " + address + " acknowledges verdicts.");
    }

    @Override
    public void close() {
        if (server != null) {
            systems = null;
            server.close();
            server = null;
        }
    }
}
