package io.blemish.dataset;

import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One category of MVTec LOCO AD: {@code ground_truth/KIND/STEM/000.png}, … are the parts of one picture's defect, and
 * {@code defects_config.json} gives the area of each kind that must be found.
 */
final class MvtecLocoLayout implements LayoutReader {
    private static final String GOOD = "good";
    private static final String CONFIG = "defects_config.json";

    @Override
    public DatasetLayout layout() {
        return DatasetLayout.MVTEC_LOCO;
    }

    @Override
    public boolean fits(final Folder root) {
        return root.has("train", GOOD)
                && (Files.isRegularFile(root.path().resolve(CONFIG)) || root.has("test", "logical_anomalies"));
    }

    @Override
    public String expected() {
        return "train/good, test/logical_anomalies and " + CONFIG;
    }

    @Override
    public void read(final Folder root, final DatasetOptions options, final DatasetBuilder found) {
        SplitFile.refuse(options, layout());
        root.folder("train", GOOD).ifPresent(good -> found.train(good.pictures(), GOOD));
        final Path config = root.path().resolve(CONFIG);
        final Map<Integer, Mask.Saturation> saturations = Files.isRegularFile(config) ? saturations(config) : Map.of();
        if (saturations.isEmpty()) {
            found.warn("There is no " + CONFIG + ", so it is not known how much of each defect must be found.");
        }
        final List<Folder> kinds = root.folder("test").map(Folder::folders).orElse(List.of());
        for (final var kind : kinds) {
            if (kind.name().equals(GOOD)) {
                found.testNormal(kind.pictures(), GOOD);
            } else {
                anomalous(kind, root.folder("ground_truth", kind.name()), saturations, found);
            }
        }
        MaskFolder.warnOfOthers(
                root.folder("ground_truth"), kinds.stream().map(Folder::name).toList(), found);
        found.warnLeftOut("validation", "they are neither to fit on nor to test");
    }

    private static void anomalous(
            final Folder kind,
            final Optional<Folder> truth,
            final Map<Integer, Mask.Saturation> saturations,
            final DatasetBuilder found) {
        final List<String> without = new ArrayList<>();
        for (final var picture : kind.pictures()) {
            final List<Path> parts = truth.flatMap(folder -> folder.folder(PictureFile.stem(picture)))
                    .map(Folder::pictures)
                    .orElse(List.of());
            if (parts.isEmpty()) {
                without.add(found.idOf(picture));
            }
            found.testAnomalous(
                    picture, kind.name(), parts.isEmpty() ? new Mask.Unknown() : new Mask.Parts(parts, saturations));
        }
        if (!without.isEmpty()) {
            found.warn("Without a mask, so left out of the pixel figures: " + ShortList.of(without) + ".");
        }
        MaskFolder.warnOfOthers(
                truth, kind.pictures().stream().map(PictureFile::stem).toList(), found);
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
