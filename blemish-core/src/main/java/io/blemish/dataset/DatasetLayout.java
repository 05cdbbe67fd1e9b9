package io.blemish.dataset;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A layout of folders in which a data set may be stored, with the name that it has on the command line. */
public enum DatasetLayout {
    /** MVTec AD: {@code train/good}, {@code test/KIND}, {@code ground_truth/KIND/STEM_mask.png}. */
    MVTEC("mvtec"),
    /** MVTec AD 2: {@code train/good}, {@code test_public/good}, {@code …/bad} and {@code …/ground_truth/bad}. */
    MVTEC_AD_2("mvtec-ad-2"),
    /** MVTec LOCO AD: as MVTec AD, but with a folder of masks for each picture, and {@code defects_config.json}. */
    MVTEC_LOCO("mvtec-loco"),
    /** VisA: {@code Data/Images/Normal}, {@code …/Anomaly}, {@code Data/Masks/Anomaly}, divided by a CSV file. */
    VISA("visa"),
    /** BTAD: {@code train/ok}, {@code test/ok}, {@code test/ko}, {@code ground_truth/ko}. */
    BTAD("btad"),
    /** Magnetic Tile Defects: {@code MT_Free/Imgs}, {@code MT_KIND/Imgs}, each {@code .jpg} with its mask beside it. */
    MTD("mtd"),
    /** ShanghaiTech: {@code training/frames/CLIP}, {@code testing/frames/CLIP} and masks as NumPy arrays. */
    SHANGHAITECH("shanghaitech"),
    /** UCSD Pedestrian: {@code Train/Train001}, {@code Test/Test001}, {@code Test/Test001_gt}, labels in a {@code .m}. */
    UCSDPED("ucsdped"),
    /** KolektorSDD: {@code kos01/Part0.jpg} with the mask {@code kos01/Part0_label.bmp}. */
    KOLEKTOR_SDD("kolektor-sdd"),
    /** KolektorSDD2: {@code train/10000.png} with the mask {@code train/10000_GT.png}, and {@code test} alike. */
    KOLEKTOR_SDD2("kolektor-sdd2"),
    /** Real-IAD: {@code realiad_1024/CATEGORY}, listed in {@code realiad_jsons/CATEGORY.json}. */
    REAL_IAD("real-iad"),
    /** AutoVI: as MVTec LOCO AD, with kinds of its own. */
    AUTOVI("autovi"),
    /** BMAD: {@code train/good}, {@code test/good} and {@code test/Ungood}, some with {@code img} and {@code label}. */
    BMAD("bmad"),
    /** The colour pictures of MVTec 3D-AD: {@code train/good/rgb}, {@code test/KIND/rgb}, {@code test/KIND/gt}. */
    MVTEC_3D("mvtec-3d"),
    /** The colour pictures of Eyecandies: {@code train/data/000_image_5.png}, {@code test_public/data}. */
    EYECANDIES("eyecandies"),
    /** Amazon Lookout for Vision: a manifest of JSON lines, or a folder with {@code train.manifest}. */
    LOOKOUT("lookout"),
    /** A plain folder: {@code good/} with folders of defects beside it, or good pictures and nothing else. */
    FOLDER("folder"),
    /** A CSV or JSON-lines file that lists pictures. */
    MANIFEST("manifest");

    private final String commandName;

    DatasetLayout(final String commandName) {
        this.commandName = commandName;
    }

    /** {@return the name on the command line and in reports} */
    public String commandName() {
        return commandName;
    }

    /**
     * {@return the layout of this name}
     *
     * @param name as on the command line, in any case
     * @throws BlemishException if there is no such layout; the sentence lists all layouts
     */
    public static DatasetLayout of(final String name) {
        for (final var layout : values()) {
            if (layout.commandName.equalsIgnoreCase(name)) {
                return layout;
            }
        }
        throw new OptionException(
                ErrorCode.OPTION_INVALID,
                "There is no layout \"" + name + "\"; choose one of "
                        + Arrays.stream(values())
                                .map(DatasetLayout::commandName)
                                .collect(Collectors.joining(", ")) + ".");
    }
}
