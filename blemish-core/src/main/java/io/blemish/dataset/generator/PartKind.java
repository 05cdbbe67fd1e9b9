package io.blemish.dataset.generator;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The parts that can be generated. */
public enum PartKind {
    /** A brushed metal plate with four screws. */
    PLATE,
    /** A woven textile with stripes. */
    TEXTILE,
    /** A printed label on a cardboard box. */
    LABEL,
    /** A machined gear wheel on a belt. */
    GEAR,
    /** A populated circuit board. */
    BOARD,
    /** A glazed mosaic. */
    TILE;

    Part part() {
        return switch (this) {
            case PLATE -> new Plate();
            case TEXTILE -> new Textile();
            case LABEL -> new PrintedLabel();
            case GEAR -> new Gear();
            case BOARD -> new Board();
            case TILE -> new Tile();
        };
    }

    /** {@return the name of its folder and on the command line} */
    public String folderName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@return the kind of this name}
     *
     * @param name as on the command line, in any case
     * @throws BlemishException if there is no such kind; the sentence lists all kinds
     */
    public static PartKind of(final String name) {
        for (final var kind : values()) {
            if (kind.folderName().equalsIgnoreCase(name)) {
                return kind;
            }
        }
        throw new OptionException(
                ErrorCode.OPTION_INVALID,
                "There is no part \"" + name + "\" to generate; choose from "
                        + Arrays.stream(values()).map(PartKind::folderName).collect(Collectors.joining(", ")) + ".");
    }
}
