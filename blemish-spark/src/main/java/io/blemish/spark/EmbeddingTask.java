package io.blemish.spark;

import io.blemish.BlemishException;
import io.blemish.artifact.Json;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Execution;
import io.blemish.backbone.FeatureExtractor;
import io.blemish.backbone.FeatureSource;
import io.blemish.backbone.PictureFeatures;
import io.blemish.backbone.Precision;
import io.blemish.embedding.EmbeddingDescription;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.embedding.Patches;
import io.blemish.image.Picture;
import io.blemish.image.Preprocessing;
import io.blemish.model.KeptEvidence;
import io.blemish.model.PictureSite;
import io.blemish.model.Thumbnails;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Embeds the pictures of a partition. The network is loaded once in a JVM.
 *
 * @param fit names the fit
 * @param graphName the name of the network
 * @param graph the network's ONNX file
 * @param layers whose feature maps are used
 * @param precision in what numbers the network is computed
 * @param preprocessing as JSON
 * @param embedding as JSON
 * @param evidence what the model is to keep of the pictures
 */
record EmbeddingTask(
        String fit,
        String graphName,
        Broadcast<byte[]> graph,
        ArrayList<String> layers,
        Precision precision,
        String preprocessing,
        String embedding,
        KeptEvidence evidence)
        implements Serializable {
    private static final SharedValues<FeatureExtractor> NETWORKS = new SharedValues<>();
    private static final String NETWORK = "network";

    static EmbeddingTask of(final String fit, final PictureSite.Order order, final JavaSparkContext spark) {
        return new EmbeddingTask(
                fit,
                order.network().graph().name(),
                spark.broadcast(order.network().graph().toBytes()),
                new ArrayList<>(order.network().layers()),
                order.network().precision(),
                Json.line(order.preprocessing()),
                Json.line(EmbeddingDescription.of(order.embedding())),
                order.evidence());
    }

    Iterator<EmbeddedPicture> embed(final Iterator<SitePicture> pictures) {
        if (!pictures.hasNext()) {
            return List.<EmbeddedPicture>of().iterator();
        }
        final Shared<FeatureExtractor> network = NETWORKS.borrow(NETWORK, fit, this::load);
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> network.giveBack());
        final PatchEmbedder embedder =
                PatchEmbedder.of(read(embedding, EmbeddingDescription.class).embedding());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return pictures.hasNext();
            }

            @Override
            public EmbeddedPicture next() {
                return EmbeddingTask.this.embed(pictures.next(), network.value(), embedder);
            }
        };
    }

    private FeatureExtractor load() {
        final BackboneGraph network = BackboneGraph.parse(graphName, ByteBuffer.wrap(graph.value()));
        return new FeatureExtractor(
                read(preprocessing, Preprocessing.class),
                Backbone.load(network, layers, Execution.cpu(1).withPrecision(precision)));
    }

    /** What the driver has written for a task. */
    static <T> T read(final String json, final Class<T> type) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), type, "a task's order");
    }

    private EmbeddedPicture embed(
            final SitePicture asked, final FeatureExtractor network, final PatchEmbedder embedder) {
        final byte[][] thumbnail = {new byte[0]};
        final FeatureSource source = FeatureSource.reading(network, 1, (picture, image) -> {
            if (evidence == KeptEvidence.THUMBNAILS) {
                thumbnail[0] = Thumbnails.toJpeg(image);
            }
        });
        try {
            final Picture picture = asked.picture();
            final PictureFeatures features =
                    source.features(List.of(picture)).get(0).orElseThrow();
            final Patches patches = embedder.embed(features.network(0));
            return new EmbeddedPicture(
                    asked.key(),
                    asked.name(),
                    null,
                    picture.sha256(),
                    features.appearance(),
                    thumbnail[0],
                    features.size().width(),
                    features.size().height(),
                    EmbeddedPicture.Shape.of(patches),
                    patches);
        } catch (final BlemishException e) {
            // As on one machine, also one that the network cannot take, such as one of another size than it is made
            // for.
            return EmbeddedPicture.failed(asked, String.valueOf(e.getMessage()));
        }
    }
}
