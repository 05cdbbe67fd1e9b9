package io.blemish.model;

import io.blemish.detector.PatchCore;
import io.blemish.embedding.Embedding;
import io.blemish.embedding.RandomProjection;
import io.blemish.image.Preprocessing;
import io.blemish.prediction.Calibration;
import io.blemish.prediction.MapRenderer;
import io.blemish.search.SearchMethod;
import io.blemish.search.exact.ExactMethod;
import java.util.function.Consumer;

/**
 * How to fit a model. Start from {@link #DEFAULT} and change what differs.
 *
 * @param method which detector to fit
 * @param preprocessing from a picture to the network's input
 * @param embedding PatchCore's: how feature maps become patches
 * @param coreset PatchCore's: the share of patches that the memory bank keeps, in {@code (0, 1]}; 1 keeps all
 * @param projectionDimension PatchCore's: dimensions in which the coreset is chosen; 0 chooses in the patches' own
 * @param nearest PatchCore's: over how many nearest entries a patch's distance is the mean
 * @param neighbors PatchCore's: {@code b} of the score's weight; 1 for none
 * @param search PatchCore's: how the nearest entries of the memory bank are found
 * @param sigma of the Gaussian that smooths the map, in pixels of the network's input
 * @param seed of everything that is drawn
 * @param holdout the share of the training pictures that sets the threshold, in {@code (0, 1)}
 * @param quantile the share of good pictures that the threshold is to pass, in {@code (0, 1)}
 * @param embedBackbone whether the model file is to contain the network
 * @param threads how many threads work at once, at least 1
 */
public record FitOptions(
        Method method,
        Preprocessing preprocessing,
        Embedding embedding,
        double coreset,
        int projectionDimension,
        int nearest,
        int neighbors,
        SearchMethod search,
        double sigma,
        long seed,
        double holdout,
        double quantile,
        boolean embedBackbone,
        int threads) {
    /** The side of a square input on which the catalogue's networks were trained. */
    public static final int DEFAULT_IMAGE_SIZE = 224;

    /** The paper's smallest memory bank: one patch in a hundred. */
    public static final double DEFAULT_CORESET = 0.01;

    /** One good picture in five sets the threshold. */
    public static final double DEFAULT_HOLDOUT = 0.2;

    /** PatchCore, 224×224 squashed, {@code channel}, 1%, exact search, on all processors. */
    public static final FitOptions DEFAULT = new FitOptions(
            new Method.PatchCore(),
            Preprocessing.squash(DEFAULT_IMAGE_SIZE),
            new Embedding.Channel(),
            DEFAULT_CORESET,
            RandomProjection.DEFAULT_DIMENSION,
            PatchCore.DEFAULT_NEAREST,
            PatchCore.DEFAULT_NEIGHBORS,
            new ExactMethod(),
            MapRenderer.DEFAULT_SIGMA,
            0,
            DEFAULT_HOLDOUT,
            Calibration.DEFAULT_QUANTILE,
            true,
            Runtime.getRuntime().availableProcessors());

    /** Checks the ranges. */
    public FitOptions {
        require(coreset > 0 && coreset <= 1, "coreset must be above 0 and at most 1, not " + coreset);
        require(projectionDimension >= 0, "projection dimension must be at least 0, not " + projectionDimension);
        require(nearest >= 1, "nearest must be at least 1, not " + nearest);
        require(neighbors >= 1, "neighbors must be at least 1, not " + neighbors);
        require(sigma >= 0 && sigma < Double.POSITIVE_INFINITY, "sigma must be at least 0, not " + sigma);
        require(holdout > 0 && holdout < 1, "holdout must be between 0 and 1, not " + holdout);
        require(quantile > 0 && quantile < 1, "quantile must be between 0 and 1, not " + quantile);
        require(threads >= 1, "threads must be at least 1, not " + threads);
    }

    private static void require(final boolean holds, final String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** These options with another detector. */
    public FitOptions withMethod(final Method value) {
        return changed(copy -> copy.method = value);
    }

    /** These options with another way from a picture to the network's input. */
    public FitOptions withPreprocessing(final Preprocessing value) {
        return changed(copy -> copy.preprocessing = value);
    }

    /** These options with another way from feature maps to patches. */
    public FitOptions withEmbedding(final Embedding value) {
        return changed(copy -> copy.embedding = value);
    }

    /** These options with another number of nearest entries for a patch's distance. */
    public FitOptions withNearest(final int value) {
        return changed(copy -> copy.nearest = value);
    }

    /** These options with another memory bank's share. */
    public FitOptions withCoreset(final double value) {
        return changed(copy -> copy.coreset = value);
    }

    /** These options with another way of finding the nearest entries. */
    public FitOptions withSearch(final SearchMethod value) {
        return changed(copy -> copy.search = value);
    }

    /** These options with another seed. */
    public FitOptions withSeed(final long value) {
        return changed(copy -> copy.seed = value);
    }

    /** These options with another number of threads. */
    public FitOptions withThreads(final int value) {
        return changed(copy -> copy.threads = value);
    }

    private FitOptions changed(final Consumer<Copy> change) {
        final Copy copy = new Copy(this);
        change.accept(copy);
        return new FitOptions(
                copy.method,
                copy.preprocessing,
                copy.embedding,
                copy.coreset,
                projectionDimension,
                copy.nearest,
                neighbors,
                copy.search,
                sigma,
                copy.seed,
                holdout,
                quantile,
                embedBackbone,
                copy.threads);
    }

    /** What the methods above may change. */
    private static final class Copy {
        private Method method;
        private Preprocessing preprocessing;
        private Embedding embedding;
        private double coreset;
        private int nearest;
        private SearchMethod search;
        private long seed;
        private int threads;

        Copy(final FitOptions from) {
            method = from.method;
            preprocessing = from.preprocessing;
            embedding = from.embedding;
            coreset = from.coreset;
            nearest = from.nearest;
            search = from.search;
            seed = from.seed;
            threads = from.threads;
        }
    }
}
