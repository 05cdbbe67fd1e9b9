package io.blemish.backbone.catalogue;

/** The facts about the licence of published weights, for users, who have to know them before they fetch a file. */
public enum WeightsLicence {
    /** Weights that torchvision publishes. */
    TORCHVISION("torchvision's code is under the BSD-3-Clause licence. It states none for these weights: they may have"
            + " terms of their own, derived from the data they were trained on (ImageNet-1k, given out for"
            + " non-commercial research). You must decide whether your use is permitted."),
    /** Meta's weights of DINOv2. */
    DINOV2("DINOv2's code and weights are Meta's, under the Apache License 2.0."),
    /** Meta's weights of DINOv3. */
    DINOV3(
            "DINOv3's code and weights are Meta's, under the DINOv3 License, which is not an open-source licence: it sets"
                    + " terms for use, for passing the weights or what is made with them on, and forbids some uses."
                    + " Meta sends addresses of the files to those who have accepted it."
                    + " A model file contains the network, so these terms hold for it too.");

    private final String terms;

    WeightsLicence(final String terms) {
        this.terms = terms;
    }

    /** {@return sentences about the licence, for a person} */
    public String terms() {
        return terms;
    }
}
