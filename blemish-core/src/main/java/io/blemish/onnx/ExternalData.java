package io.blemish.onnx;

import com.google.protobuf.ByteString;
import io.blemish.BackboneException;
import io.blemish.ErrorCode;
import io.blemish.onnx.proto.GraphProto;
import io.blemish.onnx.proto.ModelProto;
import io.blemish.onnx.proto.StringStringEntryProto;
import io.blemish.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The values that an ONNX file keeps in other files, because no protobuf message is larger than 2 GB.
 *
 * @param folder in which these files must lie
 */
record ExternalData(Path folder) {
    /** Replaces each reference to another file with the values there. */
    ModelProto readInto(final ModelProto model) throws IOException {
        final GraphProto graph = model.getGraph();
        if (graph.getInitializerList().stream().noneMatch(ExternalData::isExternal)) {
            return model;
        }
        final GraphProto.Builder whole = graph.toBuilder().clearInitializer();
        for (final TensorProto tensor : graph.getInitializerList()) {
            whole.addInitializer(isExternal(tensor) ? read(tensor) : tensor);
        }
        return model.toBuilder().setGraph(whole).build();
    }

    private static boolean isExternal(final TensorProto tensor) {
        return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
    }

    private TensorProto read(final TensorProto tensor) throws IOException {
        final Map<String, String> reference;
        final Path file;
        try {
            reference = tensor.getExternalDataList().stream()
                    .collect(Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
            file = folder.resolve(reference.getOrDefault("location", "")).normalize();
        } catch (final IllegalStateException | InvalidPathException e) {
            // It says two things of one tensor, or names what no file can be called.
            throw new OnnxFormatException(e);
        }
        if (!file.startsWith(folder)) {
            throw outside(file);
        }
        try (FileChannel channel = FileChannel.open(inFolder(file))) {
            final long offset = Long.parseLong(reference.getOrDefault("offset", "0"));
            final long length =
                    Long.parseLong(reference.getOrDefault("length", Long.toString(channel.size() - offset)));
            final ByteString data = ByteString.copyFrom(channel.map(FileChannel.MapMode.READ_ONLY, offset, length));
            return tensor.toBuilder()
                    .clearExternalData()
                    .clearDataLocation()
                    .setRawData(data)
                    .build();
        } catch (final NoSuchFileException e) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE,
                    "Weights " + file + " that the backbone's ONNX file refers to are not there. Put them beside it.",
                    e);
        } catch (final IllegalArgumentException e) {
            throw new OnnxFormatException(e);
        }
    }

    /** The file behind symbolic links, which must not lead out of the folder either. */
    private Path inFolder(final Path file) throws IOException {
        final Path real = file.toRealPath();
        if (!real.startsWith(folder.toRealPath())) {
            throw outside(file);
        }
        return real;
    }

    private static BackboneException outside(final Path file) {
        return new BackboneException(
                ErrorCode.BACKBONE_UNREADABLE,
                "Weights " + file + " lie outside the folder of their ONNX file. Move them there.");
    }
}
