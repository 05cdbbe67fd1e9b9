package io.blemish.model;

import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.Json;
import io.blemish.artifact.NpyHeader;
import io.blemish.artifact.NpyType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Copies of a model file with one value changed, and with sizes and hashes that agree with the change: what somebody would write
 * who wants to do harm, and what a disk would not.
 */
final class ForgedModels {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** In place of any value of a document; null leaves the value out. */
    private static final List<JsonNode> VALUES = List.of(
            NODES.numberNode(0),
            NODES.numberNode(-1),
            NODES.numberNode(1),
            NODES.numberNode(1_000_000),
            NODES.numberNode(Integer.MAX_VALUE),
            NODES.numberNode(1e300),
            NODES.stringNode("NaN"),
            NODES.stringNode("Infinity"),
            NODES.stringNode("text"),
            NODES.nullNode(),
            NODES.arrayNode(),
            NODES.missingNode());

    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final byte[] description;

    /**
     * The contents of a model file.
     *
     * @param model to forge
     */
    ForgedModels(final Path model) {
        try (ModelFile file = ModelFile.open(model)) {
            description = file.entries().verified(ModelFile.DESCRIPTION);
            file.description().entries().keySet().forEach(name -> {
                final ByteBuffer bytes = file.entries().bytes(name);
                final byte[] content = new byte[bytes.remaining()];
                bytes.get(content);
                entries.put(name, content);
            });
        }
    }

    /**
     * One forgery.
     *
     * @param name says what was changed
     * @param entries all entries but the description
     * @param description the description, whose list of entries is replaced when it is written
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Forgery(String name, Map<String, byte[]> entries, byte[] description) {
        void write(final Path file) throws IOException {
            try (ArtifactWriter writer = new ArtifactWriter(file)) {
                for (final Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    writer.bytes(entry.getKey(), entry.getValue());
                }
                writer.finish(ModelFile.DESCRIPTION, agreeing(writer));
            }
        }

        private byte[] agreeing(final ArtifactWriter writer) {
            try {
                final JsonNode document = MAPPER.readTree(description);
                if (document instanceof ObjectNode object) {
                    object.set("entries", MAPPER.readTree(Json.document(writer.entries())));
                    return MAPPER.writeValueAsBytes(document);
                }
                return description;
            } catch (final JacksonException e) {
                return description;
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A forgery with another document or array. */
    Forgery with(final String name, final byte[] content) {
        if (name.equals(ModelFile.DESCRIPTION)) {
            return new Forgery(name, entries, content);
        }
        final Map<String, byte[]> others = new LinkedHashMap<>(entries);
        others.put(name, content);
        return new Forgery(name, others, description);
    }

    /** All forgeries. */
    List<Forgery> all() {
        final List<Forgery> all = new ArrayList<>();
        documents(ModelFile.DESCRIPTION, description, changed -> {
            all.add(new Forgery(changed.name(), entries, changed.content()));
        });
        entries.forEach((name, content) -> {
            final Consumer<Changed> add = changed -> {
                final Map<String, byte[]> others = new LinkedHashMap<>(entries);
                others.put(name, changed.content());
                all.add(new Forgery(changed.name(), others, description));
            };
            if (name.endsWith(".json")) {
                documents(name, content, add);
            } else if (name.endsWith(".npy")) {
                arrays(name, content, add);
            }
            final Map<String, byte[]> fewer = new LinkedHashMap<>(entries);
            fewer.remove(name);
            all.add(new Forgery("without " + name, fewer, description));
        });
        return all;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Changed(String name, byte[] content) {}

    private static void documents(final String name, final byte[] content, final Consumer<Changed> add) {
        final List<String> places = new ArrayList<>();
        places("", MAPPER.readTree(content), places);
        for (final String place : places) {
            for (final JsonNode value : VALUES) {
                final JsonNode document = MAPPER.readTree(content);
                replace(document, place, value);
                add.accept(new Changed(name + place + " = " + value, MAPPER.writeValueAsBytes(document)));
            }
        }
    }

    private static void places(final String at, final JsonNode node, final List<String> places) {
        if (!at.isEmpty()) {
            places.add(at);
        }
        if (at.equals("/entries")) {
            return;
        }
        if (node instanceof ObjectNode object) {
            object.propertyNames().forEach(name -> places(at + "/" + name, object.get(name), places));
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            places(at + "/0", array.get(0), places);
        }
    }

    private static void replace(final JsonNode document, final String place, final JsonNode value) {
        final int slash = place.lastIndexOf('/');
        final JsonNode parent = document.at(place.substring(0, slash));
        final String last = place.substring(slash + 1);
        if (parent instanceof ObjectNode object) {
            if (value.isMissingNode()) {
                object.remove(last);
            } else {
                object.set(last, value);
            }
        } else if (parent instanceof ArrayNode array) {
            if (value.isMissingNode()) {
                array.remove(Integer.parseInt(last));
            } else {
                array.set(Integer.parseInt(last), value);
            }
        }
    }

    private static void arrays(final String name, final byte[] content, final Consumer<Changed> add) {
        final NpyHeader header;
        try {
            header = NpyHeader.read(new ByteArrayInputStream(content));
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
        final int[] shape = header.shape().stream().mapToInt(Integer::intValue).toArray();
        for (int dimension = 0; dimension < shape.length; dimension++) {
            for (final int size : new int[] {0, 1, shape[dimension] - 1, shape[dimension] + 1, 1 << 20}) {
                final int[] other = shape.clone();
                other[dimension] = size;
                add.accept(new Changed(
                        name + " claims size " + size + " of dimension " + dimension,
                        npy(header.type(), other, content, header.length())));
                final long bytes = bytes(header.type(), other);
                if (bytes < 1 << 20) {
                    add.accept(new Changed(
                            name + " has size " + size + " of dimension " + dimension,
                            npy(header.type(), other, new byte[(int) bytes], 0)));
                }
            }
        }
        for (final int value : new int[] {0, -1, Integer.MAX_VALUE, 1_000_000, Float.floatToIntBits(1e38f)}) {
            final ByteBuffer changed = ByteBuffer.wrap(content.clone()).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = header.length(); at + Integer.BYTES <= content.length; at += Integer.BYTES) {
                changed.putInt(at, value);
            }
            add.accept(new Changed(name + " full of " + value, changed.array()));
        }
    }

    private static long bytes(final NpyType type, final int... shape) {
        long bytes = type.bytes();
        for (final int size : shape) {
            bytes *= size;
        }
        return bytes;
    }

    private static byte[] npy(final NpyType type, final int[] shape, final byte[] content, final int from) {
        final byte[] header = NpyHeader.encode(type, shape);
        return ByteBuffer.allocate(header.length + content.length - from)
                .put(header)
                .put(content, from, content.length - from)
                .array();
    }
}
