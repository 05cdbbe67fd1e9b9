package io.blemish.dataset;

import io.blemish.BlemishException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The file by which MVTec LOCO AD and AutoVI say how much of each kind of defect must be found. */
final class DefectsConfig {
    static final String NAME = "defects_config.json";

    private DefectsConfig() {}

    static boolean isIn(final Folder root) {
        return Files.isRegularFile(root.path().resolve(NAME));
    }

    /**
     * Reads the file of a folder.
     *
     * @return the area of each kind by its masks' grey level; empty, with a warning, if there is no file
     * @throws BlemishException if the file is not of that form
     */
    static Map<Integer, Mask.Saturation> read(final Folder root, final DatasetBuilder found) {
        final Map<Integer, Mask.Saturation> saturations =
                isIn(root) ? saturations(root.path().resolve(NAME)) : Map.of();
        if (saturations.isEmpty()) {
            found.warn("There is no " + NAME + ", so it is not known how much of each defect must be found.");
        }
        return saturations;
    }

    private static Map<Integer, Mask.Saturation> saturations(final Path file) {
        try {
            final Map<Integer, Mask.Saturation> byLevel = new HashMap<>();
            for (final var kind : JsonMapper.shared().readTree(file)) {
                final double threshold =
                        required(file, kind, "saturation_threshold").asDouble();
                if (!(threshold > 0)) {
                    throw new DatasetException(
                            ErrorCode.DATA_SET_UNREADABLE,
                            file + " is not as MVTec LOCO has it: a \"saturation_threshold\" is not above 0 in " + kind
                                    + ".");
                }
                byLevel.put(
                        required(file, kind, "pixel_value").asInt(),
                        new Mask.Saturation(
                                threshold,
                                required(file, kind, "relative_saturation").asBoolean()));
            }
            return byLevel;
        } catch (final JacksonException e) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    file + " is not as MVTec LOCO has it (" + e.getOriginalMessage() + ").",
                    e);
        }
    }

    private static JsonNode required(final Path file, final JsonNode kind, final String key) {
        final JsonNode value = kind.path(key);
        if (value.isMissingNode()) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    file + " is not as MVTec LOCO has it: \"" + key + "\" is missing from " + kind + ".");
        }
        return value;
    }
}
