package io.blemish.model;

import io.blemish.alignment.AlignmentOptions;
import io.blemish.alignment.Turns;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.views.ViewsOptions;
import io.blemish.image.Preprocessing;
import io.blemish.prediction.FalseAlarmLimit;
import io.blemish.prediction.MapRenderer;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How to fit a model. Every default can be read from {@link #DEFAULT}; {@link #builder} changes some.
 *
 * @param detector which detector to train, and how
 * @param preprocessing from a picture to the network's input
 * @param alignment that pictures are brought to the pose of a template before; empty if they go to the network as they are
 * @param turns that the model is to learn from turned copies of the pictures too; empty if not
 * @param sigma of the Gaussian that smooths the map, in pixels of the network's input, at least 0
 * @param seed of everything that is drawn
 * @param folds in how many parts the training pictures set the threshold, each scored without it, at least 2
 * @param falseAlarms how many good pictures may raise a false alarm
 * @param review how many good pictures a person may have to look at, those that raise a false alarm among them; empty if no
 *     picture is for a person to decide
 * @param embedBackbone whether the model file is to contain the network
 * @param evidence what the model file is to keep of the training pictures for people to look at; empty for what is usual for the
 *     detector, see {@link #keptEvidence}
 * @param threads how many threads work at once, at least 1
 */
public record ModelOptions(
        DetectorOptions detector,
        Preprocessing preprocessing,
        Optional<AlignmentOptions> alignment,
        Optional<Turns> turns,
        double sigma,
        long seed,
        int folds,
        FalseAlarmLimit falseAlarms,
        OptionalDouble review,
        boolean embedBackbone,
        Optional<KeptEvidence> evidence,
        int threads) {
    /** The side of a square input on which the catalogue's networks were trained. */
    public static final int DEFAULT_IMAGE_SIZE = 224;

    /** Each detector that sets the threshold is trained on four fifths of the pictures. */
    public static final int DEFAULT_FOLDS = 5;

    /** Several views of the embedded network, pictures squashed to 224×224, on all processors. */
    public static final ModelOptions DEFAULT = new ModelOptions(
            ViewsOptions.DEFAULT,
            Preprocessing.squash(DEFAULT_IMAGE_SIZE),
            Optional.empty(),
            Optional.empty(),
            MapRenderer.DEFAULT_SIGMA,
            0,
            DEFAULT_FOLDS,
            FalseAlarmLimit.DEFAULT,
            OptionalDouble.empty(),
            true,
            Optional.empty(),
            Runtime.getRuntime().availableProcessors());

    /**
     * Checks the ranges.
     *
     * @param detector options of the detector to train
     * @param preprocessing the way from a picture to the network's input
     * @param alignment that pictures are brought to the pose of a template before; empty if they go to the network as they are
     * @param turns that the model is to learn from turned copies of the pictures too; empty if not
     * @param sigma standard deviation of the Gaussian that smooths the map, in pixels of the network's input, at least 0
     * @param seed the seed of everything that is drawn
     * @param folds number of parts in which the training pictures set the threshold, each scored without it, at least 2
     * @param falseAlarms how many good pictures may raise a false alarm
     * @param review the share of good pictures that a person may have to look at, those that raise a false alarm among them,
     *     larger than that of false alarms
     * @param embedBackbone whether the model file is to contain the network
     * @param evidence what the model file is to keep of the training pictures for people to look at; empty for what is usual
     * @param threads number of threads that work at once, at least 1
     */
    public ModelOptions {
        require(
                sigma >= 0 && sigma <= MapRenderer.MAX_SIGMA,
                "sigma must be from 0 to " + MapRenderer.MAX_SIGMA + ", not " + sigma);
        require(folds >= 2, "folds must be at least 2, not " + folds);
        require(
                review.isEmpty() || (review.getAsDouble() > falseAlarms.share() && review.getAsDouble() < 1),
                "the share for review must be larger than that of false alarms, " + falseAlarms.share()
                        + ", and below 1");
        require(threads >= 1, "threads must be at least 1, not " + threads);
    }

    /**
     * Of a fit to pictures as they are.
     *
     * @param detector options of the detector to train
     * @param preprocessing the way from a picture to the network's input
     * @param sigma standard deviation of the Gaussian that smooths the map, in pixels of the network's input, at least 0
     * @param seed the seed of everything that is drawn
     * @param folds number of parts in which the training pictures set the threshold, each scored without it, at least 2
     * @param falseAlarms how many good pictures may raise a false alarm
     * @param review the share of good pictures that a person may have to look at; empty for none
     * @param embedBackbone whether the model file is to contain the network
     * @param evidence what the model file is to keep of the training pictures for people to look at; empty for what is usual
     * @param threads number of threads that work at once, at least 1
     */
    public ModelOptions(
            final DetectorOptions detector,
            final Preprocessing preprocessing,
            final double sigma,
            final long seed,
            final int folds,
            final FalseAlarmLimit falseAlarms,
            final OptionalDouble review,
            final boolean embedBackbone,
            final Optional<KeptEvidence> evidence,
            final int threads) {
        this(
                detector,
                preprocessing,
                Optional.empty(),
                Optional.empty(),
                sigma,
                seed,
                folds,
                falseAlarms,
                review,
                embedBackbone,
                evidence,
                threads);
    }

    private static void require(final boolean holds, final String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** {@return what the model file keeps of the training pictures for people to look at} */
    public KeptEvidence keptEvidence() {
        return evidence.orElse(KeptEvidence.usual(detector));
    }

    /** {@return a builder that starts from {@link #DEFAULT}} */
    public static Builder builder() {
        return DEFAULT.toBuilder();
    }

    /** {@return a builder that starts from these options} */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Collects options. */
    public static final class Builder {
        private DetectorOptions detector;
        private Preprocessing preprocessing;
        private Optional<AlignmentOptions> alignment;
        private Optional<Turns> turns;
        private double sigma;
        private long seed;
        private int folds;
        private FalseAlarmLimit falseAlarms;
        private OptionalDouble review;
        private boolean embedBackbone;
        private Optional<KeptEvidence> evidence;
        private int threads;

        private Builder(final ModelOptions options) {
            this.detector = options.detector();
            this.preprocessing = options.preprocessing();
            this.alignment = options.alignment();
            this.turns = options.turns();
            this.sigma = options.sigma();
            this.seed = options.seed();
            this.folds = options.folds();
            this.falseAlarms = options.falseAlarms();
            this.review = options.review();
            this.embedBackbone = options.embedBackbone();
            this.evidence = options.evidence();
            this.threads = options.threads();
        }

        /**
         * See {@link ModelOptions#detector}.
         *
         * @param value options of the detector to train
         * @return this builder
         */
        public Builder detector(final DetectorOptions value) {
            this.detector = value;
            return this;
        }

        /**
         * See {@link ModelOptions#preprocessing}.
         *
         * @param value the way from a picture to the network's input
         * @return this builder
         */
        public Builder preprocessing(final Preprocessing value) {
            this.preprocessing = value;
            return this;
        }

        /**
         * See {@link ModelOptions#alignment}.
         *
         * @param value the template to whose pose pictures are brought; empty if they go to the network as they are
         * @return this builder
         */
        public Builder alignment(final Optional<AlignmentOptions> value) {
            this.alignment = value;
            return this;
        }

        /**
         * See {@link ModelOptions#turns}.
         *
         * @param value that the model is to learn from turned copies of the pictures too; empty if not
         * @return this builder
         */
        public Builder turns(final Optional<Turns> value) {
            this.turns = value;
            return this;
        }

        /**
         * See {@link ModelOptions#sigma}.
         *
         * @param value standard deviation of the Gaussian that smooths the map, in pixels of the network's input, at least 0
         * @return this builder
         */
        public Builder sigma(final double value) {
            this.sigma = value;
            return this;
        }

        /**
         * See {@link ModelOptions#seed}.
         *
         * @param value the seed of everything that is drawn
         * @return this builder
         */
        public Builder seed(final long value) {
            this.seed = value;
            return this;
        }

        /**
         * See {@link ModelOptions#folds}.
         *
         * @param value number of parts in which the training pictures set the threshold, at least 2
         * @return this builder
         */
        public Builder folds(final int value) {
            this.folds = value;
            return this;
        }

        /**
         * See {@link ModelOptions#falseAlarms}.
         *
         * @param value how many good pictures may raise a false alarm
         * @return this builder
         */
        public Builder falseAlarms(final FalseAlarmLimit value) {
            this.falseAlarms = value;
            return this;
        }

        /**
         * See {@link ModelOptions#review}.
         *
         * @param value the share of good pictures that a person may have to look at; empty for none
         * @return this builder
         */
        public Builder review(final OptionalDouble value) {
            this.review = value;
            return this;
        }

        /**
         * See {@link ModelOptions#embedBackbone}.
         *
         * @param value whether the model file is to contain the network
         * @return this builder
         */
        public Builder embedBackbone(final boolean value) {
            this.embedBackbone = value;
            return this;
        }

        /**
         * See {@link ModelOptions#evidence}.
         *
         * @param value what the model file is to keep of the training pictures for people to look at
         * @return this builder
         */
        public Builder evidence(final KeptEvidence value) {
            this.evidence = Optional.of(value);
            return this;
        }

        /**
         * See {@link ModelOptions#threads}.
         *
         * @param value number of threads that work at once, at least 1
         * @return this builder
         */
        public Builder threads(final int value) {
            this.threads = value;
            return this;
        }

        /**
         * {@return the options}
         *
         * @throws IllegalArgumentException if one is out of its range
         */
        public ModelOptions build() {
            return new ModelOptions(
                    detector,
                    preprocessing,
                    alignment,
                    turns,
                    sigma,
                    seed,
                    folds,
                    falseAlarms,
                    review,
                    embedBackbone,
                    evidence,
                    threads);
        }
    }
}
