package io.blemish.dataset;

import io.blemish.InputException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A layout of folders in which a data set may lie, named as on the command line. */
public enum DatasetFormat {
    /** MVTec AD: {@code train/good}, {@code test/KIND}, {@code ground_truth/KIND/STEM_mask.png}. */
    MVTEC("mvtec"),
    /** Magnetic Tile Defects: {@code MT_Free/Imgs}, {@code MT_KIND/Imgs}, each {@code .jpg} with its mask beside it. */
    MTD("mtd"),
    /** A plain folder: {@code good/} and any others beside it, or good pictures and nothing else. */
    FOLDER("folder");

    private final String commandName;

    DatasetFormat(final String commandName) {
        this.commandName = commandName;
    }

    /** The name on the command line and in reports. */
    public String commandName() {
        return commandName;
    }

    /**
     * The format of a name.
     *
     * @param name as on the command line, in any case
     * @throws InputException when there is no such format; the sentence lists those that there are
     */
    public static DatasetFormat of(final String name) {
        for (final var format : values()) {
            if (format.commandName.equalsIgnoreCase(name)) {
                return format;
            }
        }
        throw new InputException("There is no data set format \"" + name + "\"; choose one of "
                + Arrays.stream(values()).map(DatasetFormat::commandName).collect(Collectors.joining(", ")) + ".");
    }
}
