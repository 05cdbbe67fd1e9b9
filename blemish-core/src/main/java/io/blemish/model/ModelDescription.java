package io.blemish.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import io.blemish.InputException;
import io.blemish.artifact.Entry;
import io.blemish.artifact.Sha256;
import io.blemish.backbone.Precision;
import io.blemish.detector.PatchCore;
import io.blemish.embedding.Embedding;
import io.blemish.image.Preprocessing;
import io.blemish.search.SearchDescription;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What {@code model.json} says: all that made the model, so that it can be made again.
 *
 * @param formatVersion of the file; a reader refuses what is newer than it knows
 * @param software that wrote it, with its version
 * @param detector its kind and every parameter
 * @param backbone the network; of an ensemble all of them
 * @param preprocessing from a decoded picture to the network's input
 * @param sigma of the Gaussian that smooths the anomaly map, in pixels of the network's input
 * @param training the pictures
 * @param entries size and hash of every other entry of the file, by name
 */
public record ModelDescription(
        int formatVersion,
        String software,
        DetectorDescription detector,
        BackboneDescription backbone,
        Preprocessing preprocessing,
        double sigma,
        TrainingDescription training,
        Map<String, Entry> entries) {
    /** The newest version that this library reads; it writes the oldest that a model can do with. */
    public static final int FORMAT_VERSION = 3;

    /** What several networks need. */
    private static final int ENSEMBLE_VERSION = 2;

    /** What other patch sizes and the mean of several distances need. */
    private static final int NEIGHBOURHOOD_VERSION = 3;

    /** A detector and its parameters. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = PatchCoreDescription.class, name = "patchcore"),
        @JsonSubTypes.Type(value = PadimDescription.class, name = "padim"),
        @JsonSubTypes.Type(value = SpadeDescription.class, name = "spade"),
        @JsonSubTypes.Type(value = EnsembleDescription.class, name = "ensemble")
    })
    public sealed interface DetectorDescription
            permits PatchCoreDescription, PadimDescription, SpadeDescription, EnsembleDescription {
        /** The version of the file's format that it needs. */
        default int formatVersion() {
            return 1;
        }

        /** The seed of all that was drawn, the choice of held-out pictures among it. */
        long seed();

        /** Rows of patches of a training picture. */
        int gridHeight();

        /** Columns of patches of a training picture. */
        int gridWidth();

        /** Values of a patch. */
        int dimension();
    }

    /**
     * PatchCore's parameters.
     *
     * @param embedding how features become patches
     * @param coreset the share of the training patches that the memory bank keeps, in {@code (0, 1]}
     * @param projectionDimension dimensions in which the coreset was chosen; 0 for no projection
     * @param nearest over how many nearest entries a patch's distance is the mean; 1 where a file does not say
     * @param neighbors {@code b}; 1 for no re-weighting
     * @param search how the nearest entries are found
     * @param seed of the projection, the start index and the choice of held-out pictures
     * @param start index of the coreset's first patch among all training patches
     * @param gridHeight rows of patches of a picture
     * @param gridWidth columns of patches of a picture
     * @param dimension values of a patch
     * @param bankSize entries of the memory bank
     */
    public record PatchCoreDescription(
            EmbeddingDescription embedding,
            double coreset,
            int projectionDimension,
            @JsonSetter(nulls = Nulls.AS_EMPTY) int nearest,
            int neighbors,
            SearchDescription search,
            long seed,
            int start,
            int gridHeight,
            int gridWidth,
            int dimension,
            int bankSize)
            implements DetectorDescription {
        /** Fills in what files of version 1 may leave out. */
        public PatchCoreDescription {
            nearest = nearest == 0 ? PatchCore.DEFAULT_NEAREST : nearest;
        }

        @Override
        public int formatVersion() {
            final boolean usual =
                    nearest == PatchCore.DEFAULT_NEAREST && embedding.patchSize() == Embedding.DEFAULT_PATCH_SIZE;
            return usual ? 1 : NEIGHBOURHOOD_VERSION;
        }
    }

    /**
     * PaDiM's parameters.
     *
     * @param availableChannels of all layers
     * @param channels which of them are used, ascending
     * @param ridge what was added to the covariances' diagonals
     * @param seed of the channels and the choice of held-out pictures
     * @param gridHeight rows of positions
     * @param gridWidth columns of positions
     * @param dimension how many channels are used
     */
    public record PadimDescription(
            int availableChannels,
            List<Integer> channels,
            double ridge,
            long seed,
            int gridHeight,
            int gridWidth,
            int dimension)
            implements DetectorDescription {}

    /**
     * SPADE's parameters.
     *
     * @param nearestPictures {@code K}
     * @param pooledChannels channels of the last layer, by whose mean pictures are compared
     * @param seed of the choice of held-out pictures
     * @param gridHeight rows of patches of a picture
     * @param gridWidth columns of patches of a picture
     * @param dimension values of a patch
     * @param gallerySize pictures in the gallery
     */
    public record SpadeDescription(
            int nearestPictures,
            int pooledChannels,
            long seed,
            int gridHeight,
            int gridWidth,
            int dimension,
            int gallerySize)
            implements DetectorDescription {}

    /**
     * Several PatchCore detectors, each on a network of its own, whose scores are averaged.
     *
     * @param members in the order of the folders {@code networks/0}, {@code networks/1}, …
     */
    public record EnsembleDescription(List<MemberDescription> members) implements DetectorDescription {
        /** Copies the list. */
        public EnsembleDescription {
            members = List.copyOf(members);
        }

        @Override
        public int formatVersion() {
            return Math.max(
                    ENSEMBLE_VERSION,
                    members.stream()
                            .mapToInt(member -> member.detector().formatVersion())
                            .max()
                            .orElseThrow());
        }

        @Override
        public long seed() {
            return members.get(0).detector().seed();
        }

        @Override
        public int gridHeight() {
            return most(PatchCoreDescription::gridHeight);
        }

        @Override
        public int gridWidth() {
            return most(PatchCoreDescription::gridWidth);
        }

        @Override
        public int dimension() {
            return most(PatchCoreDescription::dimension);
        }

        private int most(final ToIntFunction<PatchCoreDescription> number) {
            return members.stream()
                    .map(MemberDescription::detector)
                    .mapToInt(number)
                    .max()
                    .orElseThrow();
        }

        /** All networks in one: names joined by {@code +}, layers as {@code 0.layer2}, a hash over their hashes. */
        BackboneDescription backbone() {
            final List<BackboneDescription> all =
                    members.stream().map(MemberDescription::backbone).toList();
            final String hashes = all.stream().map(BackboneDescription::sha256).collect(Collectors.joining());
            return new BackboneDescription(
                    all.stream().map(BackboneDescription::name).collect(Collectors.joining("+")),
                    IntStream.range(0, all.size())
                            .boxed()
                            .flatMap(i -> all.get(i).layers().stream().map(layer -> i + "." + layer))
                            .toList(),
                    Sha256.hex(hashes.getBytes(StandardCharsets.US_ASCII)),
                    all.get(0).embedded(),
                    all.get(0).precision());
        }
    }

    /**
     * One detector of several.
     *
     * @param backbone its network
     * @param detector its parameters
     * @param unit what its distances are divided by: the mean score of the held-out pictures
     */
    public record MemberDescription(BackboneDescription backbone, PatchCoreDescription detector, double unit) {}

    /**
     * An embedding by the name it has on the command line.
     *
     * @param variant {@code channel} or {@code adaptive}
     * @param pretrainDimension of {@code adaptive}; 0 for {@code channel}
     * @param targetDimension of {@code adaptive}; 0 for {@code channel}
     * @param patchSize of both; 3 where a file does not say
     */
    public record EmbeddingDescription(
            String variant,
            int pretrainDimension,
            int targetDimension,
            @JsonSetter(nulls = Nulls.AS_EMPTY) int patchSize) {
        /** Fills in what files of version 1 may leave out. */
        public EmbeddingDescription {
            patchSize = patchSize == 0 ? Embedding.DEFAULT_PATCH_SIZE : patchSize;
        }

        static EmbeddingDescription of(final Embedding embedding) {
            if (embedding instanceof Embedding.Adaptive adaptive) {
                return new EmbeddingDescription(
                        "adaptive", adaptive.pretrainDimension(), adaptive.targetDimension(), adaptive.patchSize());
            }
            return new EmbeddingDescription("channel", 0, 0, embedding.patchSize());
        }

        Embedding embedding() {
            return switch (variant) {
                case "adaptive" -> new Embedding.Adaptive(pretrainDimension, targetDimension, patchSize);
                case "channel" -> new Embedding.Channel(patchSize);
                default ->
                    throw new InputException("The model uses the embedding '" + variant
                            + "', which this software does not know. Update Blemish.");
            };
        }
    }

    /**
     * The network.
     *
     * @param name as the user named it
     * @param layers whose feature maps are used
     * @param sha256 of the ONNX graph, cut to those layers
     * @param embedded whether the graph is in this file
     * @param precision in what numbers it is computed; left out in files where that is floats
     */
    public record BackboneDescription(
            String name,
            List<String> layers,
            String sha256,
            boolean embedded,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Precision> precision) {
        static BackboneDescription of(final Network network, final boolean embedded) {
            return new BackboneDescription(
                    network.graph().name(),
                    network.layers(),
                    Sha256.hex(network.graph().model().toByteArray()),
                    embedded,
                    Optional.of(Precision.of(network.graph())).filter(precision -> precision != Precision.FLOAT32));
        }
    }

    /**
     * The pictures that the model was fitted on.
     *
     * @param dataset its name
     * @param fingerprint SHA-256 over the names and contents of all pictures used
     * @param pictures their names, in order; {@code bank_source.npy} counts from 0 in this list
     * @param heldOut the numbers of those that set the threshold
     */
    public record TrainingDescription(
            String dataset, String fingerprint, List<String> pictures, List<Integer> heldOut) {}
}
