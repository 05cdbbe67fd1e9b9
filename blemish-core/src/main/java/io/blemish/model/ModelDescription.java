package io.blemish.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.blemish.artifact.Entry;
import io.blemish.backbone.BackboneDescription;
import io.blemish.detector.DetectorDescription;
import io.blemish.image.Preprocessing;
import io.blemish.search.Recall;
import io.blemish.search.SearchMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The content of {@code model.json}: everything that made the model, so that it can be made again.
 *
 * @param formatVersion of the file; a reader refuses a newer version than it knows
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

    /** How PatchCore finds the nearest entries of its bank. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ExactDescription.class, name = "exact"),
        @JsonSubTypes.Type(value = IvfPqDescription.class, name = "ivfpq"),
        @JsonSubTypes.Type(value = HnswDescription.class, name = "hnsw")
    })
    public sealed interface SearchDescription permits ExactDescription, IvfPqDescription, HnswDescription {
        /** A phrase for a person. */
        default String fact() {
            return "exact";
        }
    }

    /** {@link io.blemish.search.ExactSearch}. */
    public record ExactDescription() implements SearchDescription {}

    /**
     * {@link io.blemish.search.IvfPqSearch}.
     *
     * @param nlist into how many lists the bank is divided
     * @param nprobe how many of them are searched
     * @param pqM how many parts a code has
     * @param pqBits of a part
     * @param rerank how many entries are compared by their true distance
     * @param recall what was measured when the model was fitted
     */
    public record IvfPqDescription(int nlist, int nprobe, int pqM, int pqBits, int rerank, Optional<Recall> recall)
            implements SearchDescription {
        /** The method. */
        public SearchMethod.IvfPq method() {
            return new SearchMethod.IvfPq(nlist, nprobe, pqM, pqBits, rerank);
        }
    }

    /**
     * {@link io.blemish.search.HnswSearch}.
     *
     * @param hnswM how many rows a row leads to
     * @param efConstruction how many rows were kept in sight when the graph was built
     * @param efSearch how many are when it is searched
     * @param rerank how many entries are compared by their true distance
     * @param recall what was measured when the model was fitted
     */
    public record HnswDescription(int hnswM, int efConstruction, int efSearch, int rerank, Optional<Recall> recall)
            implements SearchDescription {
        /** The method. */
        public SearchMethod.Hnsw method() {
            return new SearchMethod.Hnsw(hnswM, efConstruction, efSearch, rerank);
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
