/**
 * Finds defects in pictures after seeing only good parts.
 *
 * <p>The packages that this module exports to everyone are its public API. The build fails if a signature in them changes
 * unnoticed; the other packages may change at any time.
 */
@SuppressWarnings({"module", "requires-automatic"})
module io.blemish {
    requires static transitive org.jspecify;
    requires transitive java.desktop;
    requires java.management;
    requires java.net.http;
    requires jdk.management;
    requires com.fasterxml.jackson.annotation;
    requires com.google.protobuf;
    requires com.microsoft.onnxruntime;
    requires com.twelvemonkeys.imageio.bmp;
    requires com.twelvemonkeys.imageio.core;
    requires com.twelvemonkeys.imageio.jpeg;
    requires com.twelvemonkeys.imageio.tiff;
    requires com.twelvemonkeys.imageio.webp;
    requires org.apache.commons.compress;
    requires org.apache.commons.csv;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    // ONNX Runtime needs the first, protobuf the second. They are automatic modules, which cannot require a module.
    requires java.logging;
    requires jdk.unsupported;

    exports io.blemish;
    exports io.blemish.alignment;
    exports io.blemish.backbone;
    exports io.blemish.backbone.catalogue;
    exports io.blemish.backbone.plugin;
    exports io.blemish.comparison;
    exports io.blemish.dataset;
    exports io.blemish.dataset.generator;
    exports io.blemish.detector;
    exports io.blemish.detector.anomalydino;
    exports io.blemish.detector.mhpatchcore;
    exports io.blemish.detector.padim;
    exports io.blemish.detector.patchcore;
    exports io.blemish.detector.rad;
    exports io.blemish.detector.softpatch;
    exports io.blemish.detector.spade;
    exports io.blemish.detector.subspace;
    exports io.blemish.detector.views;
    exports io.blemish.drift;
    exports io.blemish.embedding;
    exports io.blemish.evaluation;
    exports io.blemish.export;
    exports io.blemish.image;
    exports io.blemish.metric;
    exports io.blemish.model;
    exports io.blemish.parallel;
    exports io.blemish.prediction;
    exports io.blemish.prediction.drawing;
    exports io.blemish.search;
    exports io.blemish.search.exact;
    exports io.blemish.search.hnsw;
    exports io.blemish.search.ivfpq;
    exports io.blemish.tuning;

    // For Blemish's other modules alone.
    exports io.blemish.array to
            io.blemish.report,
            io.blemish.server;
    exports io.blemish.artifact to
            io.blemish.report,
            io.blemish.server;

    // Jackson reads and writes the records in these packages.
    opens io.blemish.alignment to
            tools.jackson.databind;
    opens io.blemish.artifact to
            tools.jackson.databind;
    opens io.blemish.backbone to
            tools.jackson.databind;
    opens io.blemish.backbone.catalogue to
            tools.jackson.databind;
    opens io.blemish.comparison to
            tools.jackson.databind;
    opens io.blemish.dataset to
            tools.jackson.databind;
    opens io.blemish.detector to
            tools.jackson.databind;
    opens io.blemish.detector.anomalydino to
            tools.jackson.databind;
    opens io.blemish.detector.ensemble to
            tools.jackson.databind;
    opens io.blemish.detector.mhpatchcore to
            tools.jackson.databind;
    opens io.blemish.detector.padim to
            tools.jackson.databind;
    opens io.blemish.detector.patchcore to
            tools.jackson.databind;
    opens io.blemish.detector.rad to
            tools.jackson.databind;
    opens io.blemish.detector.softpatch to
            tools.jackson.databind;
    opens io.blemish.detector.spade to
            tools.jackson.databind;
    opens io.blemish.detector.subspace to
            tools.jackson.databind;
    opens io.blemish.detector.views to
            tools.jackson.databind;
    opens io.blemish.drift to
            tools.jackson.databind;
    opens io.blemish.embedding to
            tools.jackson.databind;
    opens io.blemish.search to
            tools.jackson.databind;
    opens io.blemish.search.exact to
            tools.jackson.databind;
    opens io.blemish.search.hnsw to
            tools.jackson.databind;
    opens io.blemish.search.ivfpq to
            tools.jackson.databind;
    opens io.blemish.search.vector to
            tools.jackson.databind;
    opens io.blemish.image to
            tools.jackson.databind;
    opens io.blemish.evaluation to
            tools.jackson.databind;
    opens io.blemish.metric to
            tools.jackson.databind;
    opens io.blemish.model to
            tools.jackson.databind;
    opens io.blemish.prediction to
            tools.jackson.databind;
}
