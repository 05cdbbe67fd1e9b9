package io.blemish.model;

import io.blemish.artifact.Json;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Precision;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.WorstShare;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.detector.views.ViewsOptions;
import io.blemish.embedding.EmbeddingDescription;
import io.blemish.image.Preprocessing;
import io.blemish.prediction.FalseAlarmLimit;
import io.blemish.search.SearchMethod;
import io.blemish.search.exact.ExactMethod;
import io.blemish.search.hnsw.HnswMethod;
import io.blemish.search.ivfpq.IvfPqMethod;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A fit that another program is to do, as JSON: which pictures, and how. The network goes beside it.
 *
 * @param dataset the name of the set of pictures
 * @param pictures the pictures, in the order of the set
 * @param network the name of the network
 * @param layers whose feature maps are used
 * @param precision in what numbers it is computed
 * @param bank the method
 * @param preprocessing from a picture to the network's input
 * @param sigma of the Gaussian that smooths the map
 * @param seed of everything that is drawn
 * @param folds in how many parts the pictures set the threshold
 * @param falseAlarms how many good pictures may raise a false alarm
 * @param review the share of good pictures for a person to look at, if any
 * @param embedBackbone whether the model file is to contain the network
 * @param evidence what the model file is to keep of the pictures for people to look at
 * @param threads how many threads work at once
 */
public record FitOrder(
        String dataset,
        List<Source> pictures,
        String network,
        List<String> layers,
        Precision precision,
        Bank bank,
        Preprocessing preprocessing,
        double sigma,
        long seed,
        int folds,
        FalseAlarmLimit falseAlarms,
        Optional<Double> review,
        boolean embedBackbone,
        KeptEvidence evidence,
        int threads) {
    /**
     * A picture.
     *
     * @param name of the picture in the model
     * @param file its path
     */
    public record Source(String name, String file) {}

    /**
     * A method that chooses memory banks.
     *
     * @param method its name
     * @param embedding from feature maps to patches
     * @param coreset the share of the patches that is kept
     * @param maxBankEntries the most patches that are kept, if there is a limit
     * @param projection dimensions in which it is chosen
     * @param nearest over how many entries a distance is the mean
     * @param neighbors that weight the score
     * @param worstShare of the patches by whose mean a picture is scored, if the method scores so
     * @param ivfpq the search, if it is this one
     * @param hnsw the search, if it is this one
     */
    public record Bank(
            String method,
            EmbeddingDescription embedding,
            double coreset,
            Optional<Integer> maxBankEntries,
            int projection,
            int nearest,
            int neighbors,
            Optional<Double> worstShare,
            Optional<IvfPqMethod> ivfpq,
            Optional<HnswMethod> hnsw) {
        static Bank of(final DetectorOptions options) {
            if (options instanceof ViewsOptions views) {
                return of(
                        PatchCoreOptions.builder()
                                .embedding(views.bankEmbedding().orElseThrow())
                                .coreset(views.coreset())
                                .maxBankEntries(views.maxBankEntries())
                                .search(views.search())
                                .build(),
                        ViewsOptions.TYPE,
                        Optional.of(views.imageScore().share()));
            }
            if (options instanceof PatchCoreOptions patchCore) {
                return of(patchCore, PatchCoreOptions.TYPE, Optional.empty());
            }
            throw ModelTrainer.onOneMachineOnly(options);
        }

        private static Bank of(final PatchCoreOptions options, final String method, final Optional<Double> worstShare) {
            return new Bank(
                    method,
                    EmbeddingDescription.of(options.embedding()),
                    options.coreset(),
                    options.maxBankEntries(),
                    options.projectionDimension(),
                    options.nearest(),
                    options.neighbors(),
                    worstShare,
                    Optional.of(options.search())
                            .filter(IvfPqMethod.class::isInstance)
                            .map(IvfPqMethod.class::cast),
                    Optional.of(options.search())
                            .filter(HnswMethod.class::isInstance)
                            .map(HnswMethod.class::cast));
        }

        private DetectorOptions options() {
            final SearchMethod search = ivfpq.<SearchMethod>map(found -> found)
                    .or(() -> hnsw.map(found -> found))
                    .orElseGet(ExactMethod::new);
            return method.equals(ViewsOptions.TYPE)
                    ? new ViewsOptions(
                            coreset,
                            maxBankEntries,
                            embedding.embedding().patchSize(),
                            search,
                            worstShare.map(WorstShare::new).orElse(WorstShare.DEFAULT))
                    : new PatchCoreOptions(
                            embedding.embedding(), coreset, maxBankEntries, projection, nearest, neighbors, search);
        }
    }

    /**
     * {@return an order}
     *
     * @param dataset the name of the set of pictures
     * @param pictures the pictures, in the order of the set
     * @param networks one
     * @param options how to fit
     * @throws io.blemish.BlemishException if the method, the number of networks or tiles do not allow a fit elsewhere
     */
    public static FitOrder of(
            final String dataset,
            final List<Source> pictures,
            final List<Network> networks,
            final ModelOptions options) {
        if (networks.size() > 1) {
            throw ModelTrainer.oneNetworkOnly(networks.size());
        }
        ModelTrainer.requireWholePictures(options.preprocessing());
        ModelTrainer.requireAsTheyAre(options);
        return new FitOrder(
                dataset,
                List.copyOf(pictures),
                networks.get(0).graph().name(),
                networks.get(0).layers(),
                networks.get(0).precision(),
                Bank.of(options.detector()),
                options.preprocessing(),
                options.sigma(),
                options.seed(),
                options.folds(),
                options.falseAlarms(),
                options.review().isPresent() ? Optional.of(options.review().getAsDouble()) : Optional.empty(),
                options.embedBackbone(),
                options.keptEvidence(),
                options.threads());
    }

    /**
     * {@return the network with what the order says of it}
     *
     * @param graph the network
     */
    public Network network(final BackboneGraph graph) {
        return new Network(graph, layers, precision);
    }

    /** {@return how to fit} */
    public ModelOptions options() {
        return new ModelOptions(
                bank.options(),
                preprocessing,
                sigma,
                seed,
                folds,
                falseAlarms,
                review.isPresent() ? OptionalDouble.of(review.get()) : OptionalDouble.empty(),
                embedBackbone,
                Optional.of(evidence),
                threads);
    }

    /** {@return the order as a JSON document} */
    public byte[] toJson() {
        return Json.document(this);
    }

    /**
     * {@return an order that was written}
     *
     * @param json the document
     * @throws io.blemish.BlemishException if it is none
     */
    public static FitOrder read(final byte[] json) {
        return Json.read(json, FitOrder.class, "The order of a fit");
    }
}
