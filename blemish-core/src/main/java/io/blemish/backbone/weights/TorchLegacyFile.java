package io.blemish.backbone.weights;

import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file that {@code torch.save} wrote before torch 1.6; many of torchvision's are of that kind. It has five pickles one
 * after the other (a magic number, the protocol's version, the machine, the object, the storages' keys), and then each
 * storage: the number of its elements in eight bytes, and the elements.
 */
final class TorchLegacyFile {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long PROTOCOL = 1001;

    private final Path path;
    private final FileChannel file;
    private final Map<String, StorageReference> referred = new HashMap<>();

    private TorchLegacyFile(final Path path, final FileChannel file) {
        this.path = path;
        this.file = file;
    }

    static StateDict open(final Path path) throws IOException {
        final FileChannel file = FileChannel.open(path);
        try {
            return StateDict.of(path, new TorchLegacyFile(path, file).tensors(), file);
        } catch (final IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private Map<String, StoredTensor> tensors() throws IOException {
        final InputStream bytes = new BufferedInputStream(Channels.newInputStream(file));
        final PickleInput in = new PickleInput(bytes, path.toString());
        requireHeader(in);
        final Map<String, TensorReference> references =
                TorchObject.tensors(Unpickler.read(in, this::storage), path.toString());
        final Object keys = Unpickler.read(in, this::noStorage);
        final Map<String, Storage> storages = storages(keys, in.position());
        final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        references.forEach((name, reference) -> {
            final Storage storage = storages.get(reference.storage().key());
            if (storage == null) {
                throw damaged("has no values for tensor " + name);
            }
            tensors.put(name, reference.in(storage, name, path.toString()));
        });
        return tensors;
    }

    private void requireHeader(final PickleInput in) throws IOException {
        if (in.unsignedByte() != 0x80) {
            throw notTorch();
        }
        in.unsignedByte();
        if (!MAGIC.equals(Unpickler.read(in, this::noStorage))) {
            throw notTorch();
        }
        final Object protocol = Unpickler.read(in, this::noStorage);
        if (!protocol.equals(PROTOCOL)) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE,
                    path + " was written with protocol " + protocol
                            + " of torch.save; save it again with a newer torch.");
        }
        final Object machine = Unpickler.read(in, this::noStorage);
        if (machine instanceof Map<?, ?> map && Boolean.FALSE.equals(map.get("little_endian"))) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE, path + " is big-endian; save it again on a little-endian machine.");
        }
    }

    private StorageReference storage(final Object persistentId) {
        final StorageReference reference = StorageReference.of(persistentId);
        final StorageReference known = referred.putIfAbsent(reference.key(), reference);
        if (known != null && (known.type() != reference.type() || known.elements() != reference.elements())) {
            throw damaged("describes storage " + reference.key() + " in two ways");
        }
        return reference;
    }

    private StorageReference noStorage(final Object persistentId) {
        throw damaged("has values where its header should be");
    }

    /** The places of the storages in the file, by their keys. The file must have all of their elements. */
    private Map<String, Storage> storages(final Object keys, final long start) throws IOException {
        final Map<String, Storage> storages = new HashMap<>();
        if (!(keys instanceof List<?> list)) {
            throw damaged("lacks the list of its storages");
        }
        long position = start;
        for (final Object key : list) {
            final StorageReference reference = referred.get(key);
            if (reference == null) {
                throw damaged("lists storage " + key + ", which no tensor uses");
            }
            final ByteBuffer count = Storage.of(file, position).read(0, Long.BYTES);
            position += Long.BYTES;
            final long elements = count.order(ByteOrder.LITTLE_ENDIAN).getLong();
            final int size = reference.type().bytes();
            if (elements != reference.elements() || elements < 0 || elements > (file.size() - position) / size) {
                throw damaged("has fewer or more values than it states for storage " + reference.key());
            }
            storages.put(reference.key(), Storage.of(file, position));
            position += elements * size;
        }
        return storages;
    }

    private BlemishException damaged(final String what) {
        return new BackboneException(
                ErrorCode.BACKBONE_UNREADABLE, path + " " + what + "; it is damaged or truncated: get it again.");
    }

    private BlemishException notTorch() {
        return new BackboneException(
                ErrorCode.BACKBONE_UNREADABLE,
                path + " is no weights file that Blemish knows; give one of torch (.pth), .safetensors or .onnx.");
    }
}
