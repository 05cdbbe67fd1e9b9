package io.blemish.report;

import java.awt.Color;

/**
 * The colours of a plot. Good is blue and defective is orange in both, which all kinds of colour vision tell apart. The
 * style sheet has the same colours.
 *
 * @param good of good pictures
 * @param defective of defective ones
 * @param ink of lines and text
 * @param faint of the grid
 */
record Theme(Color good, Color defective, Color ink, Color faint) {
    static final Theme LIGHT =
            new Theme(new Color(0x1F6FB2), new Color(0xC8500A), new Color(0x3A424D), new Color(0xE1E5EA));
    static final Theme DARK =
            new Theme(new Color(0x6DB3F2), new Color(0xFF9A4D), new Color(0xC4CBD4), new Color(0x353C46));

    private static final int FILL_OPACITY = 90;

    /** The same colour, translucent. */
    static Color fill(final Color color) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), FILL_OPACITY);
    }
}
