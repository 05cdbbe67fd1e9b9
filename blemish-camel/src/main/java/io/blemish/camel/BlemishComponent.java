package io.blemish.camel;

import io.blemish.backbone.Device;
import io.blemish.backbone.Execution;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The component {@code blemish:}. It keeps the models of all its endpoints: endpoints of the same file and threads share one, and all
 * are closed when the context stops. Camel makes it.
 */
public final class BlemishComponent extends DefaultComponent {
    private final Map<Served, RouteModel> models = new ConcurrentHashMap<>();

    /** What endpoints have in common that share a model. */
    private record Served(Path file, int threads) {}

    /** A component without endpoints. */
    public BlemishComponent() {}

    @Override
    protected Endpoint createEndpoint(final String uri, final String remaining, final Map<String, Object> parameters)
            throws Exception {
        if (remaining.isBlank()) {
            throw new IllegalArgumentException("The address has no model file: write blemish:/models/part.blemish.");
        }
        final BlemishEndpoint endpoint = new BlemishEndpoint(uri, this, Path.of(remaining));
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** The model of a file, open. */
    RouteModel model(final Path file, final int threads) {
        final Execution execution = new Execution(threads, Device.CPU, true);
        return models.computeIfAbsent(
                new Served(file.toAbsolutePath().normalize(), threads), key -> new RouteModel(file, execution));
    }

    /** Routes have stopped before. */
    @Override
    protected void doStop() throws Exception {
        models.values().forEach(RouteModel::close);
        models.clear();
        super.doStop();
    }
}
