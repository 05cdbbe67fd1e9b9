package io.blemish.detector;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.blemish.artifact.ArtifactFile;
import io.blemish.backbone.BackboneDescription;
import io.blemish.onnx.GraphAssembly;
import io.blemish.onnx.GridValue;
import io.blemish.parallel.Workers;
import java.util.List;
import tools.jackson.databind.annotation.JsonTypeIdResolver;

/** A detector's parameters as {@code model.json} records them. Each detector has a record of its own. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "type")
@JsonTypeIdResolver(DetectorTypeResolver.class)
public interface DetectorDescription {
    /** {@return the detector's name; see {@link Detectors}} */
    String type();

    /** {@return the seed of all that was drawn, the choice of held-out pictures included} */
    long seed();

    /** {@return the number of rows of patches of a training picture} */
    int gridHeight();

    /** {@return the number of columns of patches of a training picture} */
    int gridWidth();

    /** {@return the number of values of a patch} */
    int dimension();

    /** {@return the version of the model file's format that the parameters need} */
    default int formatVersion() {
        return 1;
    }

    /**
     * {@return the networks whose features the detector judges, in order}
     *
     * @param model the network of a model that has one
     */
    default List<BackboneDescription> backbones(final BackboneDescription model) {
        return List.of(model);
    }

    /**
     * {@return the folder in a model file that holds a network and its detector; empty, or ending with a slash}
     *
     * @param network its number, from 0
     */
    default String folder(final int network) {
        return "";
    }

    /**
     * {@return a picture's score, once its map is drawn}
     *
     * @param patches the scores that the detector gave
     * @param peak the largest value of the picture's anomaly map
     */
    default float pictureScore(final PatchScores patches, final float peak) {
        return patches.score();
    }

    /**
     * {@return the scores of pictures in a graph, {@code [n]}, as {@link #pictureScore(PatchScores, float)} has them}
     *
     * @param graph to which nodes may be added
     * @param patches the scores that the detector gave
     * @param map the pictures' anomaly maps, {@code [n, 1, height, width]}
     */
    default String pictureScore(final GraphAssembly graph, final GraphScores patches, final GridValue map) {
        return patches.score();
    }

    /**
     * {@return lines that describe the detector to a person}
     *
     * @param trained what the detector was trained on, such as {@code 40 pictures}
     */
    List<Fact> facts(String trained);

    /**
     * Opens the detector that this describes.
     *
     * @param file the model file; may be closed afterwards
     * @param workers share the work on a picture; not closed by the detector
     * @return the detector, to be closed by the caller
     * @throws io.blemish.BlemishException if the arrays do not belong together
     */
    Detector open(ArtifactFile file, Workers workers);
}
