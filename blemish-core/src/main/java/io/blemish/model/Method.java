package io.blemish.model;

import java.util.List;

/** Which detector to fit. The options that only one of them has are here, except PatchCore's, see {@link FitOptions}. */
public sealed interface Method {
    /** How the command line calls it. */
    String commandName();

    /** The layers that its authors use of a residual network. */
    default List<String> defaultLayers() {
        return List.of("layer1", "layer2", "layer3");
    }

    /** {@link io.blemish.detector.PatchCore}. */
    record PatchCore() implements Method {
        @Override
        public String commandName() {
            return "patchcore";
        }

        @Override
        public List<String> defaultLayers() {
            return List.of("layer2", "layer3");
        }
    }

    /**
     * {@link io.blemish.detector.Padim}.
     *
     * @param channels how many of the layers' channels to keep; 0 for as many as the paper keeps of such a network
     */
    record Padim(int channels) implements Method {
        /** With as many channels as the paper keeps. */
        public Padim() {
            this(0);
        }

        /** Checks the range. */
        public Padim {
            if (channels < 0) {
                throw new IllegalArgumentException("channels must be at least 0, not " + channels);
            }
        }

        @Override
        public String commandName() {
            return "padim";
        }
    }

    /**
     * {@link io.blemish.detector.Spade}.
     *
     * @param pictures {@code K}: how many of the gallery's pictures are compared patch by patch
     */
    record Spade(int pictures) implements Method {
        /** With the paper's K. */
        public Spade() {
            this(io.blemish.detector.Spade.DEFAULT_PICTURES);
        }

        /** Checks the range. */
        public Spade {
            if (pictures < 1) {
                throw new IllegalArgumentException("pictures must be at least 1, not " + pictures);
            }
        }

        @Override
        public String commandName() {
            return "spade";
        }
    }
}
