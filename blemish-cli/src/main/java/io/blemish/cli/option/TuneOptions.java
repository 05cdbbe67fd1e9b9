package io.blemish.cli.option;

import io.blemish.BlemishException;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.catalogue.BackboneCache;
import io.blemish.backbone.catalogue.CachedBackbone;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.model.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whether options that are not given are chosen by trial, and by what. */
@OptionGroup("Method")
public final class TuneOptions {
    private static final String USUAL = "5m";

    @Option(
            names = "--tune",
            arity = "0..1",
            paramLabel = "TIME",
            fallbackValue = USUAL,
            converter = Time.class,
            description =
                    "Before the fit, try other sizes, layers, methods, shares and networks of the cache, for about this time:"
                            + " 90s, 5m, 1h (${FALLBACK-VALUE} if no time is given). Options that are given stay as they are."
                            + " Another choice is taken only if it clearly finds more of the defects that are drawn on good"
                            + " pictures.")
    private @Nullable Duration time;

    @Option(
            names = "--tune-with",
            paramLabel = "FOLDER",
            description =
                    "Choose by these pictures of real defects instead, 5 or more, which the fit does not learn from; they"
                            + " should not be among those of an evaluation.")
    private @Nullable Path defects;

    /** How long to try, if at all. */
    public Optional<Duration> time() {
        return defects == null ? Optional.ofNullable(time) : Optional.of(time == null ? Time.of(USUAL) : time);
    }

    /** The folder of pictures of real defects; empty if defects are to be made. */
    public Optional<Path> defects() {
        return Optional.ofNullable(defects);
    }

    /** The networks of the cache but the first choice, each with layers as a detector would use those of the embedded one. */
    static List<Network> cached(final Network first, final List<String> layers) {
        final BackboneCache cache = BackboneCache.ofUser();
        final List<Network> networks = new ArrayList<>();
        for (final CachedBackbone cached : cache.list()) {
            try {
                final BackboneGraph graph = cache.graph(cached.name());
                if (!graph.equals(first.graph())) {
                    networks.add(new Network(graph, layers(graph, layers)));
                }
            } catch (final BlemishException unreadable) {
                // 'blemish backbone verify' names it; a fit that does not use it need not end because of it.
            }
        }
        return networks;
    }

    /** Of a transformer, whose blocks have numbers, the one at two thirds and the last: the middle ones are the best for parts. */
    private static List<String> layers(final BackboneGraph graph, final List<String> usual) {
        final List<String> outputs = graph.outputs();
        return outputs.containsAll(usual)
                ? usual
                : List.of(outputs.get(outputs.size() * 2 / 3), outputs.get(outputs.size() - 1)).stream()
                        .distinct()
                        .toList();
    }

    /** Reads 90s, 5m or 1h. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(final String value) {
            return of(value);
        }

        static Duration of(final String value) {
            if (!value.matches("[1-9][0-9]{0,5}[smh]")) {
                throw new TypeConversionException("'" + value + "' is not a time such as 90s, 5m or 1h");
            }
            final long number = Long.parseLong(value.substring(0, value.length() - 1));
            return switch (value.charAt(value.length() - 1)) {
                case 's' -> Duration.ofSeconds(number);
                case 'm' -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
        }
    }
}
