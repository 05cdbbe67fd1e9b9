package io.blemish.dataset;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The numbers of pictures in the data sets as their authors publish them: MVTec AD (Bergmann et al. 2021), MVTec LOCO
 * AD (Bergmann et al. 2022), BTAD (Mishra et al. 2021), VisA (Zou et al. 2022), Magnetic Tile Defects (Huang et al.
 * 2020), MPDD (Jezek et al. 2021), the Valeo Anomaly Dataset (Baitieva et al. 2024), MVTec 3D-AD (Bergmann et al.
 * 2022), AutoVI (Carvalho et al. 2024), KolektorSDD (Tabernik et al. 2020) and KolektorSDD2 (Božič et al. 2021). If the
 * archive differs from the paper, the numbers are the archive's: the paper has 354 splicing connectors to fit on, the
 * archive 360; the paper has 2830 pictures of BTAD, the archive 2540.
 */
final class PublishedCounts {
    /** Each line: layout, name, good pictures to fit on, good pictures to test, defective pictures. */
    private static final String DIVIDED = """
            mvtec bottle 209 20 63
            mvtec cable 224 58 92
            mvtec capsule 219 23 109
            mvtec carpet 280 28 89
            mvtec grid 264 21 57
            mvtec hazelnut 391 40 70
            mvtec leather 245 32 92
            mvtec metal_nut 220 22 93
            mvtec pill 267 26 141
            mvtec screw 320 41 119
            mvtec tile 230 33 84
            mvtec toothbrush 60 12 30
            mvtec transistor 213 60 40
            mvtec wood 247 19 60
            mvtec zipper 240 32 119
            mvtec-loco breakfast_box 351 102 173
            mvtec-loco juice_bottle 335 94 236
            mvtec-loco pushpins 372 138 172
            mvtec-loco screw_bag 360 122 219
            mvtec-loco splicing_connectors 360 119 193
            btad 01 400 21 49
            btad 02 399 30 200
            btad 03 1000 400 41
            mvtec bracket_black 289 32 47
            mvtec bracket_brown 185 26 51
            mvtec bracket_white 110 30 30
            mvtec connector 128 30 14
            mvtec metal_plate 54 26 71
            mvtec tubes 122 32 69
            mvtec vad 2000 1000 1000
            mvtec-3d bagel 244 22 88
            mvtec-3d cable_gland 223 21 87
            mvtec-3d carrot 286 27 132
            mvtec-3d cookie 210 28 103
            mvtec-3d dowel 288 26 104
            mvtec-3d foam 236 20 80
            mvtec-3d peach 361 26 106
            mvtec-3d potato 300 22 92
            mvtec-3d rope 298 32 69
            mvtec-3d tire 210 25 87
            autovi engine_wiring 285 285 322
            autovi pipe_clip 195 196 141
            autovi pipe_staple 198 199 127
            autovi tank_screw 318 318 95
            autovi underbody_pipes 161 161 184
            autovi underbody_screw 373 374 18
            kolektor-sdd2 * 2085 894 110
            """;

    /** Each line: layout, name, good pictures to fit on or to test, defective pictures. */
    private static final String UNDIVIDED = """
            visa candle 1000 100
            visa capsules 602 100
            visa cashew 500 100
            visa chewinggum 503 100
            visa fryum 500 100
            visa macaroni1 1000 100
            visa macaroni2 1000 100
            visa pcb1 1004 100
            visa pcb2 1001 100
            visa pcb3 1006 100
            visa pcb4 1005 100
            visa pipe_fryum 500 100
            mtd * 952 392
            kolektor-sdd * 347 52
            """;

    private static final Map<String, Counts> KNOWN = parse();

    private PublishedCounts() {}

    /**
     * Compares a data set, read with every training picture and frame, with the published numbers.
     *
     * @return a sentence; empty if the data set's layout and name are not known
     */
    static Optional<String> compare(final Dataset dataset) {
        return known(dataset).map(published -> sentence(dataset.name(), published, counts(dataset, published)));
    }

    private static Optional<Counts> known(final Dataset dataset) {
        final String name = dataset.name().toLowerCase(Locale.ROOT);
        return Optional.ofNullable(
                KNOWN.getOrDefault(dataset.layout() + " " + name, KNOWN.get(dataset.layout() + " *")));
    }

    private static Counts counts(final Dataset dataset, final Counts like) {
        final int train = count(dataset, sample -> sample.split() == Split.TRAIN);
        final int testGood = count(dataset, sample -> sample.split() == Split.TEST && sample.label() == Label.NORMAL);
        final int defective = count(dataset, sample -> sample.label() == Label.ANOMALOUS);
        return like.divided()
                ? new Counts(true, train, testGood, defective)
                : new Counts(false, train + testGood, 0, defective);
    }

    private static int count(final Dataset dataset, final Predicate<Sample> which) {
        return (int) dataset.samples().stream().filter(which).count();
    }

    private static String sentence(final String name, final Counts published, final Counts found) {
        return published.equals(found)
                ? name + " is complete, as published: " + published + "."
                : name + " is not as published: " + published + " are published, " + found + " are here.";
    }

    private static Map<String, Counts> parse() {
        final Map<String, Counts> known = new HashMap<>();
        for (final var line : DIVIDED.lines().toList()) {
            final String[] cells = line.split(" ", -1);
            known.put(
                    cells[0] + " " + cells[1], new Counts(true, number(cells[2]), number(cells[3]), number(cells[4])));
        }
        for (final var line : UNDIVIDED.lines().toList()) {
            final String[] cells = line.split(" ", -1);
            known.put(cells[0] + " " + cells[1], new Counts(false, number(cells[2]), 0, number(cells[3])));
        }
        return Map.copyOf(known);
    }

    private static int number(final String cell) {
        return Integer.parseInt(cell);
    }

    /** Numbers of pictures; if the data set is not divided, {@code train} counts every good one. */
    private record Counts(boolean divided, int train, int testGood, int defective) {
        @Override
        public String toString() {
            return divided
                    ? train + " to fit on and " + (testGood + defective) + " to test (" + testGood + " good, "
                            + defective + " defective)"
                    : train + " good and " + defective + " defective";
        }
    }
}
