package io.blemish.backbone.catalogue;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The weights that torchvision and Meta publish for the architectures that Blemish has, with their addresses. */
public final class Catalogue {
    private static final List<Entry> ENTRIES = read();

    private Catalogue() {}

    /**
     * One file of weights.
     *
     * @param name by which it is pulled: the architecture's name, or that and torchvision's name of the weights
     * @param architecture as {@link io.blemish.backbone.architecture.Architecture#named} knows it
     * @param address at which it is published
     * @param sha256 hexadecimal digits of the file's SHA-256 from the first on: 64, or the eight with which its name
     *     ends
     * @param megabytes its size, roughly, in units of 10⁶ bytes
     * @param licence of the weights
     * @param note for a reader, possibly empty
     */
    public record Entry(
            String name,
            String architecture,
            URI address,
            String sha256,
            int megabytes,
            WeightsLicence licence,
            String note) {
        private static final int NAMED_DIGITS = 8;

        /** {@return the file's name, {@code resnet18-f37072fd.pth}} */
        public String file() {
            final String path = address.getPath();
            return path.substring(path.lastIndexOf('/') + 1);
        }

        /**
         * {@return the first eight hexadecimal digits of the file's SHA-256, which a network in the cache has in its
         * name}
         */
        public String hash() {
            return sha256.substring(0, NAMED_DIGITS);
        }
    }

    private static List<Entry> read() {
        try (InputStream in = Objects.requireNonNull(Catalogue.class.getResourceAsStream("catalogue.json"))) {
            return List.copyOf(JsonMapper.shared().readValue(in, new TypeReference<List<Entry>>() {}));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return all entries, sorted by architecture} */
    public static List<Entry> entries() {
        return ENTRIES;
    }

    /**
     * {@return the entry of this name, if there is one}
     *
     * @param name the name by which the network is pulled: that of its architecture, or that and torchvision's name of the
     *     weights
     */
    public static Optional<Entry> find(final String name) {
        return ENTRIES.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /**
     * {@return the entry of this name}
     *
     * @param name the name by which the network is pulled: that of its architecture, or that and torchvision's name of the
     *     weights
     * @throws BlemishException if there is none
     */
    public static Entry named(final String name) {
        return find(name)
                .orElseThrow(() -> new OptionException(
                        ErrorCode.OPTION_INVALID,
                        "The catalogue has no backbone '" + name + "'; it has "
                                + ENTRIES.stream().map(Entry::name).collect(Collectors.joining(", ")) + "."));
    }
}
