package io.blemish.backbone.weights;

import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the part of Python's pickle language that {@code torch.save} needs for tensors. A pickle is a program for a
 * stack machine, and may name any function to be called; this is how a weights file can attack its reader. This reader
 * knows no functions. Four names of Python and torch are {@linkplain Maker makers} of this class's own values, and torch's
 * storage classes are types; any other name is refused, and so is any instruction that could call or change something else.
 *
 * <p>Values become {@link String}, {@link Long}, {@link BigInteger}, {@link Double}, {@link Boolean}, {@link #NONE},
 * {@link List} for lists, tuples and sets, {@link LinkedHashMap} for both kinds of dictionary, or {@link TensorReference}.
 * The machine needs no recursion, and memory in proportion to the bytes read, whatever they are.
 */
final class Unpickler {
    /** Python's {@code None}. */
    static final Object NONE = Constant.NONE;

    /** A marker on the stack; the items above it are one group. */
    private static final Object MARK = Constant.MARK;

    /** The longest integer that torch writes is its magic number, which has ten bytes. */
    private static final int MAX_INTEGER_BYTES = 16;

    /** The names of Python that have a meaning here. */
    private static final Map<String, Maker> MAKERS = Map.of(
            "collections.OrderedDict", Maker.ORDERED_DICT,
            "torch._utils._rebuild_tensor", Maker.TENSOR,
            "torch._utils._rebuild_tensor_v2", Maker.TENSOR,
            "torch._utils._rebuild_parameter", Maker.PARAMETER);

    private final PickleInput in;
    private final Function<Object, StorageReference> storages;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();

    private Unpickler(final PickleInput in, final Function<Object, StorageReference> storages) {
        this.in = in;
        this.storages = storages;
    }

    /**
     * Reads one pickle.
     *
     * @param in positioned at its first byte; afterwards behind its last
     * @param storages turns a persistent id, as torch writes it, into the storage that it names
     * @throws BlemishException if it is damaged or wants anything but tensors and plain values
     */
    static Object read(final PickleInput in, final Function<Object, StorageReference> storages) throws IOException {
        try {
            return new Unpickler(in, storages).run();
        } catch (final IndexOutOfBoundsException | ClassCastException e) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE,
                    in.source() + " is damaged: its list of tensors makes no sense; get it again.",
                    e);
        }
    }

    private Object run() throws IOException {
        for (int instruction = in.unsignedByte(); instruction != '.'; instruction = in.unsignedByte()) {
            if (!constant(instruction) && !collection(instruction) && !reference(instruction)) {
                throw new BackboneException(
                        ErrorCode.BACKBONE_UNREADABLE,
                        "%s uses pickle instruction 0x%02x, which no list of tensors needs: it may be malicious or is no weights file, and was not loaded."
                                .formatted(in.source(), instruction));
            }
        }
        return pop();
    }

    private boolean constant(final int instruction) throws IOException {
        switch (instruction) {
            case 'N' -> push(NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'J' -> push((long) (int) in.unsigned(4));
            case 'K' -> push(in.unsigned(1));
            case 'M' -> push(in.unsigned(2));
            case 0x8a -> push(integer(in.unsigned(1)));
            case 0x8b -> push(integer(in.unsigned(4)));
            case 'G' -> push(Double.longBitsToDouble(new BigInteger(in.bytes(Double.BYTES)).longValue()));
            case 'X' -> push(in.utf8(in.unsigned(4)));
            case 0x8c -> push(in.utf8(in.unsigned(1)));
            // Python 2's strings are bytes; in these files they are ASCII names.
            case 'U' -> push(in.utf8(in.unsigned(1)));
            case 'T' -> push(in.utf8(in.unsigned(4)));
            default -> {
                return false;
            }
        }
        return true;
    }

    private Object integer(final long size) throws IOException {
        if (size > MAX_INTEGER_BYTES) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE,
                    in.source() + " has an integer of " + size
                            + " bytes in it, which no list of tensors needs; it is damaged or no weights file.");
        }
        final byte[] littleEndian = in.bytes(size);
        final byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
        }
        final BigInteger value = bigEndian.length == 0 ? BigInteger.ZERO : new BigInteger(bigEndian);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private boolean collection(final int instruction) {
        switch (instruction) {
            case '(' -> stack.add(MARK);
            case ')' -> push(List.of());
            case 't' -> push(Collections.unmodifiableList(popGroup()));
            case 0x85 -> push(Collections.unmodifiableList(pop(1)));
            case 0x86 -> push(Collections.unmodifiableList(pop(2)));
            case 0x87 -> push(Collections.unmodifiableList(pop(3)));
            case ']', 0x8f -> push(new ArrayList<>());
            case 'l' -> push(popGroup());
            case 'a' -> append(pop(1));
            case 'e', 0x90 -> append(popGroup());
            case '}' -> push(new LinkedHashMap<>());
            case 'd' -> {
                final List<Object> pairs = popGroup();
                push(new LinkedHashMap<>());
                setItems(pairs);
            }
            case 's' -> setItems(pop(2));
            case 'u' -> setItems(popGroup());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean reference(final int instruction) throws IOException {
        switch (instruction) {
            case 0x80 -> in.unsignedByte();
            case 0x95 -> in.bytes(Long.BYTES);
            case 'q' -> memo.put(in.unsigned(1), peek());
            case 'r' -> memo.put(in.unsigned(4), peek());
            case 0x94 -> memo.put((long) memo.size(), peek());
            case 'h' -> push(recall(in.unsigned(1)));
            case 'j' -> push(recall(in.unsigned(4)));
            case 'c' -> push(named(in.line(), in.line()));
            case 0x93 -> {
                final String name = (String) pop();
                push(named((String) pop(), name));
            }
            case 'Q' -> push(storages.apply(pop()));
            case 'R' -> {
                final List<?> arguments = (List<?>) pop();
                push(make(pop(), arguments));
            }
            // An ordered dictionary's attributes: torch keeps version numbers of modules there.
            case 'b' -> {
                pop();
                if (!(peek() instanceof Map)) {
                    throw refused("attributes of something that is no dictionary");
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Object recall(final long index) {
        final Object value = memo.get(index);
        if (value == null) {
            throw new IndexOutOfBoundsException("memo has no " + index);
        }
        return value;
    }

    private Object named(final String module, final String name) {
        final Maker maker = MAKERS.get(module + "." + name);
        if (maker != null) {
            return maker;
        }
        return Optional.of(name)
                .filter(any -> module.equals("torch"))
                .flatMap(ElementType::ofTorchStorage)
                .orElseThrow(() -> refused(module + "." + name));
    }

    private Object make(final Object callable, final List<?> arguments) {
        if (!(callable instanceof Maker maker)) {
            throw refused("a call of something that is no maker of tensors");
        }
        return switch (maker) {
            case ORDERED_DICT -> orderedDict(arguments);
            case TENSOR -> TensorReference.of(arguments);
            case PARAMETER -> arguments.get(0);
        };
    }

    private Object orderedDict(final List<?> arguments) {
        push(new LinkedHashMap<>());
        if (!arguments.isEmpty()) {
            for (final Object pair : (List<?>) arguments.get(0)) {
                setItems(new ArrayList<>((List<?>) pair));
            }
        }
        return pop();
    }

    @SuppressWarnings("unchecked") // Only this class makes lists, and all of them hold any object.
    private void append(final List<Object> items) {
        ((List<Object>) peek()).addAll(items);
    }

    @SuppressWarnings("unchecked") // Only this class makes maps, and all of them hold any object.
    private void setItems(final List<Object> pairs) {
        final Map<Object, Object> map = (Map<Object, Object>) peek();
        for (int i = 0; i < pairs.size(); i += 2) {
            final Object key = pairs.get(i);
            // A collection as a key would be hashed, which never ends if it holds itself.
            if (!(key instanceof String || key instanceof Number || key instanceof Boolean || key == NONE)) {
                throw refused("a dictionary with a key that is no plain value");
            }
            map.put(key, pairs.get(i + 1));
        }
    }

    private BlemishException refused(final String what) {
        return new BackboneException(
                ErrorCode.BACKBONE_UNREADABLE,
                in.source() + " wants " + what
                        + ", which a file of plain tensors does not need: it may be malicious, and was not loaded."
                        + " If you trust it, save only its state_dict() with torch.save and import that.");
    }

    private void push(final Object value) {
        stack.add(value);
    }

    private Object peek() {
        return stack.get(stack.size() - 1);
    }

    private Object pop() {
        final Object value = stack.remove(stack.size() - 1);
        if (value == MARK) {
            throw new IndexOutOfBoundsException("a marker is no value");
        }
        return value;
    }

    private List<Object> pop(final int count) {
        final List<Object> top = stack.subList(stack.size() - count, stack.size());
        final List<Object> items = new ArrayList<>(top);
        top.clear();
        return items;
    }

    private List<Object> popGroup() {
        final int mark = stack.lastIndexOf(MARK);
        final List<Object> items = pop(stack.size() - 1 - mark);
        stack.remove(mark);
        return items;
    }

    private enum Constant {
        NONE,
        MARK
    }

    private enum Maker {
        ORDERED_DICT,
        TENSOR,
        PARAMETER
    }
}
