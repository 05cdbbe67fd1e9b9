package io.blemish.dataset.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Draws letters and digits as pen strokes, so that the result does not depend on the fonts of a machine. */
final class Strokes {
    /** The corners {@code xy} of each stroke on a grid 4 wide and 6 high; a bar separates strokes. */
    private static final Map<Character, String> GLYPHS = Map.ofEntries(
            Map.entry('A', "06 20 46|14 34"),
            Map.entry('B', "00 30 41 42 33 03|33 44 45 36 06 00"),
            Map.entry('C', "41 30 10 01 05 16 36 45"),
            Map.entry('D', "00 30 41 45 36 06 00"),
            Map.entry('E', "40 00 06 46|03 33"),
            Map.entry('F', "40 00 06|03 33"),
            Map.entry('G', "41 30 10 01 05 16 36 45 43 23"),
            Map.entry('H', "00 06|40 46|03 43"),
            Map.entry('I', "20 26|10 30|16 36"),
            Map.entry('J', "40 45 36 16 05"),
            Map.entry('K', "00 06|40 03 46"),
            Map.entry('L', "00 06 46"),
            Map.entry('M', "06 00 23 40 46"),
            Map.entry('N', "06 00 46 40"),
            Map.entry('O', "10 30 41 45 36 16 05 01 10"),
            Map.entry('P', "06 00 30 41 42 33 03"),
            Map.entry('Q', "10 30 41 45 36 16 05 01 10|24 47"),
            Map.entry('R', "06 00 30 41 42 33 03|23 46"),
            Map.entry('S', "41 30 10 01 02 13 33 44 45 36 16 05"),
            Map.entry('T', "00 40|20 26"),
            Map.entry('U', "00 05 16 36 45 40"),
            Map.entry('V', "00 26 40"),
            Map.entry('W', "00 16 22 36 40"),
            Map.entry('X', "00 46|40 06"),
            Map.entry('Y', "00 23 40|23 26"),
            Map.entry('Z', "00 40 06 46"),
            Map.entry(' ', ""),
            Map.entry('0', "10 30 41 45 36 16 05 01 10"),
            Map.entry('1', "11 20 26|16 36"),
            Map.entry('2', "01 10 30 41 42 06 46"),
            Map.entry('3', "01 10 30 41 42 33 13|33 44 45 36 16 05"),
            Map.entry('4', "36 30 04 44"),
            Map.entry('5', "40 00 03 33 44 45 36 06"),
            Map.entry('6', "40 20 02 05 16 36 45 44 33 03"),
            Map.entry('7', "00 40 16"),
            Map.entry('8', "10 30 41 42 33 13 02 01 10|13 04 05 16 36 45 44 33"),
            Map.entry('9', "06 26 44 41 30 10 01 02 13 43"),
            Map.entry('-', "13 33"));

    private static final double HIGH = 6;
    private static final double ADVANCE = 5.6;

    private Strokes() {}

    /**
     * Paints a text that starts at the pose's origin, its letters' middle on the line.
     *
     * @param height of the letters
     * @param pen the stroke's width
     */
    static void paint(
            final Canvas canvas,
            final Pose pose,
            final String text,
            final double height,
            final double pen,
            final Ink ink) {
        for (int k = 0; k < text.length(); k++) {
            final String glyph = GLYPHS.get(text.charAt(k));
            if (glyph == null) {
                throw new IllegalArgumentException("no strokes for '" + text.charAt(k) + "'");
            }
            if (!glyph.isEmpty()) {
                final double at = (k * ADVANCE + 2) * height / HIGH;
                canvas.paint(pose.piece(at, 0, 0), shape(glyph, height / HIGH, pen), ink);
            }
        }
    }

    private static Shape shape(final String glyph, final double unit, final double pen) {
        final List<Shape> strokes = new ArrayList<>();
        for (final var stroke : glyph.split("\\|", -1)) {
            final String[] corners = stroke.split(" ", -1);
            final double[] points = new double[2 * corners.length];
            for (int k = 0; k < corners.length; k++) {
                points[2 * k] = (corners[k].charAt(0) - '2') * unit;
                points[2 * k + 1] = (corners[k].charAt(1) - '3') * unit;
            }
            strokes.add(Shape.line(pen, points));
        }
        return Shape.union(strokes);
    }
}
