package io.blemish.backbone.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A weights file is a program in Python. Here it can make tensors and nothing else; if it asks for more, it is refused. */
class MaliciousPickleTest {
    private static final byte[] NO_VALUES = {};

    /** The bytes before an object in the form without a zip: magic number, protocol, machine. */
    private static final byte[] LEGACY_HEADER = TorchFileBytes.pickle()
            .raw(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19)
            .raw(".")
            .raw(0x80, 2)
            .raw('M', 0xe9, 3)
            .raw(".")
            .raw(0x80, 2)
            .raw("}.")
            .bytes();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "os, system",
        "posix, system",
        "nt, system",
        "subprocess, Popen",
        "builtins, eval",
        "builtins, exec",
        "builtins, getattr",
        "__builtin__, getattr",
        "__builtin__, eval",
        "operator, attrgetter",
        "functools, partial",
        "runpy, _run_code",
        "importlib, import_module",
        "torch.hub, load",
        "torch.storage, _load_from_bytes",
        "torch, load",
        "torch._utils, _rebuild_tensor_v2.__globals__",
        "torch, FloatStorage.__init__",
        "torch.nn.modules.module, Module",
        "numpy.core.multiarray, _reconstruct",
        "collections, OrderedDict.__class__",
        "collections, defaultdict",
        "_codecs, encode"
    })
    void aFunctionByNameIsRefusedInBothForms(final String module, final String name) throws IOException {
        final TorchFileBytes attack = TorchFileBytes.pickle()
                .global(module, name)
                .text("id")
                .raw(0x85)
                .raw("R.");
        for (final Path file : List.of(zip(attack), legacy(attack))) {
            assertThatThrownBy(() -> StateDict.open(file))
                    .isInstanceOf(BlemishException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining(module + "." + name)
                    .hasMessageContaining("malicious");
        }
    }

    @Test
    void aNameFromTheStackIsRefusedToo() throws IOException {
        final TorchFileBytes attack = TorchFileBytes.pickle()
                .text("posix")
                .text("system")
                .raw(0x93)
                .text("id")
                .raw(0x85)
                .raw("R.");
        assertRefused(zip(attack), "posix.system");
    }

    @Test
    void anAttackWithinAnOrderedDictionaryOfTensorsIsRefused() throws IOException {
        final TorchFileBytes attack = TorchFileBytes.pickle()
                .global("collections", "OrderedDict")
                .raw(")R")
                .text("conv1.weight")
                .global("torch._utils", "_rebuild_parameter")
                .global("builtins", "eval")
                .text("1")
                .raw(0x85)
                .raw("R")
                .raw(0x85)
                .raw("Rs.");
        assertRefused(zip(attack), "builtins.eval");
    }

    @Test
    void anAttackInTheFirstPickleOfTheOlderFormIsRefused() throws IOException {
        final Path file = Files.write(
                folder.resolve("first.pth"),
                TorchFileBytes.pickle()
                        .global("os", "system")
                        .text("id")
                        .raw(0x85)
                        .raw("R.")
                        .bytes());
        assertRefused(file, "os.system");
    }

    @Test
    void anAttackInTheListOfStoragesIsRefused() throws IOException {
        final TorchFileBytes attack = TorchFileBytes.pickle()
                .raw("}")
                .text("w")
                .global("torch._utils", "_rebuild_tensor_v2")
                .raw("(")
                .storage("FloatStorage", "0", 0)
                .number(0)
                .raw("))tRs.")
                .raw(0x80, 2)
                .global("os", "system")
                .text("id")
                .raw(0x85)
                .raw("R.");
        assertRefused(legacy(attack), "os.system");
    }

    /** There are other ways to name or call something: INST, OBJ, NEWOBJ, NEWOBJ_EX, extension codes, text persistent ids. */
    @ParameterizedTest
    @ValueSource(ints = {'i', 'o', 0x81, 0x92, 0x82, 0x83, 0x84, 'P', 'g', 'S', 'I', '2', 0x97, 0xff})
    void otherInstructionsAreRefused(final int instruction) throws IOException {
        final TorchFileBytes attack = TorchFileBytes.pickle()
                .raw("(")
                .text("id")
                .raw(instruction)
                .raw("os\nsystem\n")
                .raw(".");
        assertRefused(zip(attack), "0x%02x".formatted(instruction));
    }

    @Test
    void aStorageTypeIsNotCallable() throws IOException {
        assertRefused(
                zip(TorchFileBytes.pickle().global("torch", "FloatStorage").raw(")R.")), "no maker of tensors");
    }

    @Test
    void attributesOfATensorAreRefused() throws IOException {
        assertRefused(zip(TorchFileBytes.pickle().text("w").raw("}b.")), "attributes");
    }

    @Test
    void aDictionaryThatIsItsOwnKeyIsRefused() throws IOException {
        assertRefused(
                zip(TorchFileBytes.pickle()
                        .raw("]q")
                        .raw(0)
                        .raw("h")
                        .raw(0)
                        .raw("a}h")
                        .raw(0)
                        .raw("Ns.")),
                "key");
    }

    @Test
    void aListThatContainsItselfIsRefused() throws IOException {
        assertRefused(
                zip(TorchFileBytes.pickle().raw("]q").raw(0).raw("h").raw(0).raw("a.")), "no named tensors");
    }

    @Test
    void deepNestingIsRefused() throws IOException {
        final TorchFileBytes nested = TorchFileBytes.pickle().raw("N");
        for (int i = 0; i < 200_000; i++) {
            nested.raw(0x85);
        }
        assertRefused(zip(nested.raw(".")), "no named tensors");
    }

    @Test
    void aMillionMarkersAreRefused() throws IOException {
        assertRefused(zip(TorchFileBytes.pickle().raw("(".repeat(1_000_000)).raw(".")), "makes no sense");
    }

    @Test
    void doublingReferencesTakeNoMemory() throws IOException {
        final TorchFileBytes bomb = TorchFileBytes.pickle().raw("N");
        for (int i = 0; i < 200; i++) {
            bomb.raw("q").raw(i).raw("h").raw(i).raw(0x86);
        }
        assertRefused(zip(bomb.raw(".")), "no named tensors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X\u00ff\u00ff\u00ff\u00ff", "X\u00ff\u00ff\u00ff\u007f", "T\u00ff\u00ff\u00ff\u007f"})
    void aHugeLengthReservesNoMemory(final String instruction) throws IOException {
        assertRefused(zip(TorchFileBytes.pickle().raw(instruction).raw("id.")), "damaged or no weights file");
    }

    @Test
    void aHugeIntegerIsRefused() throws IOException {
        assertRefused(
                zip(TorchFileBytes.pickle().raw(0x8b, 0xff, 0xff, 0xff, 0x7f).raw("id.")), "has an integer of");
    }

    @Test
    void aHugeMemoIndexTakesNoMemory() throws IOException {
        final TorchFileBytes pickle =
                TorchFileBytes.pickle().raw("Nr").raw(0xff, 0xff, 0xff, 0xff).raw(".");
        assertRefused(zip(pickle), "no named tensors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "t.", "a.", "h\u0000.", "NNs.", "u.", "R.", "NR.", "Q.", "NQ.", "N", "c", "cos\n"})
    void nonsenseIsRefused(final String instructions) throws IOException {
        final Path file = zip(TorchFileBytes.pickle().raw(instructions));
        assertThatThrownBy(() -> StateDict.open(file))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(file.toString());
    }

    /** A tensor may seem to have more values than its storage by shape, stride, offset, count, or the product of these. */
    @ParameterizedTest
    @CsvSource({
        "4, 0, 5, 1",
        "4, 1, 4, 1",
        "4, -1, 2, 1",
        "4, 0, 2, 4",
        "4, 0, 2, -1",
        "4, 0, -2, 1",
        "4, 2147483647, 2, 1",
        "4, 0, 2147483647, 0",
        "4, 0, 2147483647, 2147483647",
        "2147483647, 0, 4, 1",
        "-1, 0, 4, 1"
    })
    void aTensorOutsideItsStorageIsRefused(final int elements, final int offset, final int size, final int stride)
            throws IOException {
        final Path file = tensor(elements, offset, size, stride).zip(folder.resolve("bomb.pth"), new byte[16]);
        assertThatThrownBy(() -> StateDict.open(file))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void theSameTensorWithinItsStorageIsRead() throws IOException {
        final Path file = tensor(4, 1, 2, 2).zip(folder.resolve("good.pth"), new byte[16]);
        try (StateDict weights = StateDict.open(file)) {
            assertThat(weights.tensor("w").values()).containsExactly(0, 0);
        }
    }

    @Test
    void bigEndianIsRefused() throws IOException {
        final Path file =
                tensor(4, 0, 4, 1).zip(folder.resolve("big.pth"), new byte[16], "big", ZipOutputStream.STORED);
        assertRefused(file, "little-endian machine");
        final byte[] header = TorchFileBytes.pickle()
                .raw(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19)
                .raw(".")
                .raw('M', 0xe9, 3)
                .raw(".}")
                .text("little_endian")
                .raw(0x89)
                .raw("s.")
                .bytes();
        assertRefused(Files.write(folder.resolve("big-legacy.pth"), header), "little-endian machine");
    }

    @Test
    void aCompressedZipIsRefusedSoThatItCannotBeABomb() throws IOException {
        final Path file = tensor(4, 0, 4, 1)
                .zip(folder.resolve("bomb.pth"), new byte[1 << 20], "little", ZipOutputStream.DEFLATED);
        assertRefused(file, "compressed");
    }

    private static TorchFileBytes tensor(final int elements, final int offset, final int size, final int stride) {
        return TorchFileBytes.pickle()
                .raw("}")
                .text("w")
                .global("torch._utils", "_rebuild_tensor_v2")
                .raw("(")
                .storage("FloatStorage", "0", elements)
                .number(offset)
                .number(size)
                .raw(0x85)
                .number(stride)
                .raw(0x85)
                .raw("tRs.");
    }

    private Path zip(final TorchFileBytes pickle) throws IOException {
        return pickle.zip(folder.resolve("attack.pth"), NO_VALUES);
    }

    private Path legacy(final TorchFileBytes object) throws IOException {
        final Path file = folder.resolve("attack-legacy.pth");
        Files.write(file, LEGACY_HEADER);
        return Files.write(file, object.bytes(), StandardOpenOption.APPEND);
    }

    private static void assertRefused(final Path file, final String because) {
        assertThatThrownBy(() -> StateDict.open(file))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(because);
    }
}
