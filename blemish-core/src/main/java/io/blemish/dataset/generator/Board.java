package io.blemish.dataset.generator;

import java.util.List;

/** A populated circuit board. */
final class Board implements Part {
    private static final Rgb MASK = new Rgb(0.05, 0.30, 0.19);
    private static final Rgb TRACE = new Rgb(0.11, 0.42, 0.27);
    private static final Rgb GOLD = new Rgb(0.80, 0.66, 0.34);
    private static final Rgb TIN = new Rgb(0.72, 0.73, 0.74);
    private static final Rgb PLASTIC = new Rgb(0.12, 0.12, 0.13);
    private static final Rgb SILK = new Rgb(0.86, 0.88, 0.85);
    private static final Rgb CERAMIC = new Rgb(0.64, 0.50, 0.36);
    private static final Rgb FRAME = new Rgb(0.30, 0.31, 0.32);
    private static final Shape OUTLINE = Shape.box(0.455, 0.455, 0.03);
    private static final List<double[]> TRACES = List.of(
            new double[] {-0.40, -0.10, -0.30, -0.10, -0.24, -0.16, -0.16, -0.16},
            new double[] {-0.40, -0.06, -0.28, -0.06, -0.22, -0.12, -0.16, -0.12},
            new double[] {-0.40, -0.02, -0.26, -0.02, -0.20, -0.08, -0.16, -0.08},
            new double[] {0.10, -0.16, 0.18, -0.16, 0.26, -0.24, 0.26, -0.36},
            new double[] {0.10, -0.12, 0.20, -0.12, 0.30, -0.22, 0.30, -0.30, 0.38, -0.38},
            new double[] {0.10, -0.08, 0.24, -0.08, 0.34, -0.18, 0.42, -0.18},
            new double[] {-0.08, 0.06, -0.08, 0.14, -0.14, 0.20, -0.30, 0.20},
            new double[] {-0.04, 0.06, -0.04, 0.18, -0.12, 0.26, -0.30, 0.26},
            new double[] {0.02, 0.06, 0.02, 0.16, 0.10, 0.24, 0.14, 0.24},
            new double[] {0.06, 0.06, 0.06, 0.12, 0.14, 0.20, 0.14, 0.20},
            new double[] {-0.08, -0.26, -0.08, -0.34, -0.18, -0.40},
            new double[] {0.02, -0.26, 0.02, -0.36, 0.10, -0.42});
    private static final List<Piece> PIECES = List.of(
            new Piece(Body.CHIP, -0.03, -0.10, 0),
            new Piece(Body.SMALL_CHIP, 0.24, 0.22, 0),
            new Piece(Body.CAN, 0.33, -0.02, 0),
            new Piece(Body.CAPACITOR, -0.345, -0.30, 0),
            new Piece(Body.CAPACITOR, -0.22, -0.30, 0),
            new Piece(Body.RESISTOR, -0.34, 0.10, StrictMath.PI / 2),
            new Piece(Body.RESISTOR, -0.24, 0.10, StrictMath.PI / 2),
            new Piece(Body.RESISTOR, -0.14, 0.34, 0),
            new Piece(Body.RESISTOR, 0.02, 0.34, 0),
            new Piece(Body.CAPACITOR, 0.17, -0.34, StrictMath.PI / 2),
            new Piece(Body.RESISTOR, 0.36, -0.27, 0),
            new Piece(Body.CONNECTOR, -0.285, 0.335, 0));
    private static final List<Integer> LOOSE = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    @Override
    public Pose pose(final Draw draw) {
        return Pose.of(draw.around(0.010), draw.around(0.010), draw.around(0.025), 1);
    }

    @Override
    public void paint(final Canvas canvas, final Pose pose, final Draw look, final Fault fault) {
        final Noise noise = new Noise(look.seed());
        canvas.fill(Pose.CAMERA, false, (x, y, depth) -> FRAME.times(1 + 0.12 * noise.cloud(x * 50, y * 50, 3)));
        canvas.shade(pose.shifted(0.008, 0.01), OUTLINE, 0.02, 0.7);
        canvas.paint(
                pose,
                OUTLINE,
                ((Ink) (x, y, depth) -> MASK.times(
                                1 + 0.05 * noise.cloud(x * 16, y * 16, 3) + 0.04 * noise.at(x * 120, y * 120)))
                        .bevelled(OUTLINE, pose, 0.006, 0.10));
        for (final var trace : TRACES) {
            canvas.paint(pose, Shape.line(0.013, trace), Ink.plain(TRACE));
            via(canvas, pose.piece(trace[trace.length - 2], trace[trace.length - 1], 0));
        }
        for (int k = 0; k < 4; k++) {
            mountingHole(canvas, pose.piece(k % 2 == 0 ? -0.41 : 0.41, k / 2 == 0 ? -0.41 : 0.41, 0));
        }
        Strokes.paint(canvas, pose.piece(0.06, 0.405, 0), "BL-7 REV 2", 0.032, 0.0075, Ink.plain(SILK));
        Strokes.paint(canvas, pose.piece(-0.365, -0.245, 0), "C1", 0.026, 0.0065, Ink.plain(SILK));
        Strokes.paint(canvas, pose.piece(-0.24, -0.245, 0), "C2", 0.026, 0.0065, Ink.plain(SILK));
        for (int k = 0; k < PIECES.size(); k++) {
            final Piece piece = PIECES.get(k);
            final double x = piece.x() + 0.0012 * look.normal();
            final double y = piece.y() + 0.0012 * look.normal();
            final double angle = piece.angle() + 0.012 * look.normal();
            final double shade = 1 + 0.04 * look.normal();
            piece.body().footprint(canvas, pose.piece(piece.x(), piece.y(), piece.angle()));
            if (!fault.misses(k)) {
                PIECES.get(fault.kindAt(k, k)).body().paint(canvas, fault.pose(pose, k, x, y, angle), shade);
            }
        }
    }

    private static void via(final Canvas canvas, final Pose pose) {
        canvas.paint(pose, Shape.disk(0.0125), Ink.plain(GOLD));
        canvas.paint(pose, Shape.disk(0.0055), Ink.plain(Rgb.grey(0.06)));
    }

    private static void mountingHole(final Canvas canvas, final Pose pose) {
        final Shape ring = Shape.disk(0.031);
        canvas.paint(pose, ring, Ink.plain(GOLD).bevelled(ring, pose, 0.006, 0.15));
        canvas.cut(pose, Shape.disk(0.019), Ink.plain(FRAME.times(0.4)));
    }

    @Override
    public Fault missing(final Draw draw) {
        return Fault.missing(LOOSE.get(draw.below(LOOSE.size())));
    }

    @Override
    public Fault displaced(final Draw draw) {
        return Fault.displaced(LOOSE.get(draw.below(LOOSE.size())), draw, draw.between(0.015, 0.025), 0.5);
    }

    /** A resistor for a capacitor, or the other way round: they have the same pads. */
    @Override
    public Fault exchanged(final Draw draw) {
        final List<Integer> places = twoEnded(draw.coin() ? Body.RESISTOR : Body.CAPACITOR);
        final int place = places.get(draw.below(places.size()));
        final Body own = PIECES.get(place).body();
        return Fault.exchanged(
                place,
                twoEnded(own == Body.RESISTOR ? Body.CAPACITOR : Body.RESISTOR).get(0));
    }

    private static List<Integer> twoEnded(final Body body) {
        return LOOSE.stream().filter(k -> PIECES.get(k).body() == body).toList();
    }

    @Override
    public Spot spot(final Draw draw) {
        // On the board itself, beside the large chip.
        final double x = draw.between(0.15, 0.34) * (draw.coin() ? 1 : -1);
        return new Spot(x, draw.around(0.33));
    }

    @Override
    public double defectScale() {
        return 1.3;
    }

    @Override
    public Rgb stain(final Draw draw) {
        return draw.coin() ? new Rgb(0.95, 0.93, 0.86) : new Rgb(0.78, 0.44, 0.14);
    }

    /** A component and its place. */
    private record Piece(Body body, double x, double y, double angle) {}

    /** Draws a component, and the pads that it is soldered to. */
    private enum Body {
        CHIP {
            @Override
            void footprint(final Canvas canvas, final Pose pose) {
                for (int side = 0; side < 4; side++) {
                    final Pose edge = pose.piece(0, 0, side * StrictMath.PI / 2);
                    for (int k = 0; k < 8; k++) {
                        pad(canvas, edge.piece(-0.098 + 0.028 * k, -0.142, 0), 0.009, 0.018);
                    }
                }
            }

            @Override
            void paint(final Canvas canvas, final Pose pose, final double shade) {
                for (int side = 0; side < 4; side++) {
                    final Pose edge = pose.piece(0, 0, side * StrictMath.PI / 2);
                    for (int k = 0; k < 8; k++) {
                        lead(canvas, edge.piece(-0.098 + 0.028 * k, -0.135, 0));
                    }
                }
                moulded(canvas, pose, Shape.box(0.118, 0.118, 0.008), shade);
                canvas.paint(pose.piece(-0.09, -0.09, 0), Shape.disk(0.010), Ink.plain(PLASTIC.times(0.5)));
                Strokes.paint(
                        canvas, pose.piece(-0.075, -0.015, 0), "BL7100", 0.034, 0.0065, Ink.plain(Rgb.grey(0.52)));
                Strokes.paint(canvas, pose.piece(-0.075, 0.04, 0), "2619", 0.028, 0.006, Ink.plain(Rgb.grey(0.48)));
            }
        },
        SMALL_CHIP {
            @Override
            void footprint(final Canvas canvas, final Pose pose) {
                for (int k = 0; k < 8; k++) {
                    pad(canvas, pose.piece(-0.066 + 0.044 * (k % 4), k < 4 ? -0.062 : 0.062, 0), 0.012, 0.018);
                }
            }

            @Override
            void paint(final Canvas canvas, final Pose pose, final double shade) {
                for (int k = 0; k < 8; k++) {
                    lead(canvas, pose.piece(-0.066 + 0.044 * (k % 4), k < 4 ? -0.052 : 0.052, 0));
                }
                moulded(canvas, pose, Shape.box(0.088, 0.044, 0.006), shade);
                canvas.paint(pose.piece(-0.07, 0.026, 0), Shape.disk(0.007), Ink.plain(PLASTIC.times(0.5)));
                Strokes.paint(canvas, pose.piece(-0.05, -0.006, 0), "LM258", 0.026, 0.006, Ink.plain(Rgb.grey(0.5)));
            }
        },
        CAN {
            @Override
            void footprint(final Canvas canvas, final Pose pose) {
                pad(canvas, pose.piece(0, -0.05, 0), 0.016, 0.022);
                pad(canvas, pose.piece(0, 0.05, 0), 0.016, 0.022);
            }

            @Override
            void paint(final Canvas canvas, final Pose pose, final double shade) {
                canvas.shade(pose.shifted(0.012, 0.014), Shape.disk(0.062), 0.02, 0.6);
                final Shape can = Shape.disk(0.062);
                canvas.paint(
                        pose,
                        can,
                        ((Ink) (x, y, depth) -> y < -0.028 ? Rgb.grey(0.14) : Rgb.grey(0.70 * shade))
                                .bevelled(can, pose, 0.012, 0.24));
            }
        },
        CAPACITOR {
            @Override
            void footprint(final Canvas canvas, final Pose pose) {
                RESISTOR.footprint(canvas, pose);
            }

            @Override
            void paint(final Canvas canvas, final Pose pose, final double shade) {
                twoEnded(canvas, pose, CERAMIC.times(shade));
            }
        },
        RESISTOR {
            @Override
            void footprint(final Canvas canvas, final Pose pose) {
                pad(canvas, pose.piece(-0.040, 0, 0), 0.018, 0.027);
                pad(canvas, pose.piece(0.040, 0, 0), 0.018, 0.027);
            }

            @Override
            void paint(final Canvas canvas, final Pose pose, final double shade) {
                twoEnded(canvas, pose, PLASTIC.times(1.2 * shade));
                Strokes.paint(canvas, pose.piece(-0.017, 0, 0), "10", 0.024, 0.006, Ink.plain(SILK));
            }
        },
        CONNECTOR {
            @Override
            void footprint(final Canvas canvas, final Pose pose) {
                canvas.paint(pose, Shape.ring(0.0, 0.001), Ink.plain(SILK));
            }

            @Override
            void paint(final Canvas canvas, final Pose pose, final double shade) {
                canvas.shade(pose.shifted(0.008, 0.01), Shape.box(0.09, 0.045, 0.004), 0.015, 0.6);
                final Shape shell = Shape.box(0.09, 0.045, 0.004);
                canvas.paint(pose, shell, Ink.plain(Rgb.grey(0.82 * shade)).bevelled(shell, pose, 0.007, 0.16));
                for (int k = 0; k < 4; k++) {
                    final Pose hole = pose.piece(-0.063 + 0.042 * k, 0, 0);
                    canvas.paint(hole, Shape.box(0.014, 0.018, 0.002), Ink.plain(Rgb.grey(0.18)));
                    canvas.paint(hole, Shape.box(0.006, 0.006, 0.001), Ink.plain(GOLD));
                }
            }
        };

        abstract void footprint(Canvas canvas, Pose pose);

        abstract void paint(Canvas canvas, Pose pose, double shade);

        private static void pad(final Canvas canvas, final Pose pose, final double halfWidth, final double halfHeight) {
            final Shape pad = Shape.box(halfWidth, halfHeight, 0.003);
            canvas.paint(pose, pad, Ink.plain(GOLD).bevelled(pad, pose, 0.004, 0.10));
        }

        private static void lead(final Canvas canvas, final Pose pose) {
            final Shape lead = Shape.box(0.0065, 0.019, 0.002);
            canvas.paint(pose, lead, Ink.plain(TIN).bevelled(lead, pose, 0.004, 0.15));
        }

        private static void moulded(final Canvas canvas, final Pose pose, final Shape body, final double shade) {
            canvas.shade(pose.shifted(0.006, 0.008), body, 0.014, 0.6);
            canvas.paint(pose, body, Ink.plain(PLASTIC.times(shade)).bevelled(body, pose, 0.009, 0.10));
        }

        private static void twoEnded(final Canvas canvas, final Pose pose, final Rgb colour) {
            final Shape body = Shape.box(0.050, 0.026, 0.003);
            canvas.shade(pose.shifted(0.004, 0.005), body, 0.010, 0.6);
            canvas.paint(
                    pose,
                    body,
                    ((Ink) (x, y, depth) -> Math.abs(x) > 0.034 ? TIN : colour).bevelled(body, pose, 0.006, 0.14));
        }
    }
}
