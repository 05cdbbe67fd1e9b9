package io.blemish.cli.terminal;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;

/** Adds to the library's sentences what a person at a terminal can type. */
final class Advice {
    private Advice() {}

    /** The sentence of an exception with the advice for its code, if there is any. */
    static String with(final BlemishException refusal) {
        final String advice = advice(refusal.code());
        final String sentence = String.valueOf(refusal.getMessage());
        return advice.isEmpty() ? sentence : sentence + " " + advice;
    }

    private static String advice(final ErrorCode code) {
        return switch (code) {
            case PICTURE_UNSUITABLE -> "Fit with --resize squash, or cut all pictures alike with --crop.";
            case PICTURE_NOT_ALIGNED -> "What a model is aligned to is said by: blemish info MODEL";
            case DATA_SET_AMBIGUOUS ->
                "Choose one with --category NAME, or take them all with: blemish run FOLDER --category all -o OUTPUT";
            case DATA_SET_WITHOUT_TEST -> "Pictures without labels are judged with: blemish predict";
            case MODEL_MISSING -> "Make one with: blemish fit DATA -o MODEL";
            case MODEL_WITHOUT_BACKBONE -> "Name the network's file with --backbone.";
            case MODEL_NOT_FINITE -> "Check the model with: blemish info MODEL";
            case BACKBONE_MISSING ->
                "Name an ONNX file with --backbone, or leave --backbone out for the embedded network.";
            case BACKBONE_NOT_FETCHED -> "Names that can be fetched are listed by: blemish backbone list";
            case BACKBONE_INPUT_SIZE -> "Fit with the --image-size that it takes, and without --crop.";
            case BACKBONE_LEADING_TOKENS -> "Say how many with --leading-tokens.";
            case BACKBONE_MISMATCH -> "Name that file with --backbone.";
            case OPTION_TOO_MANY_CHANNELS -> "Name a smaller --channels, or more --layers.";
            case OPTION_TOO_MANY_SUBSPACES -> "Name a smaller --pq-m.";
            case OPTION_PRECISION -> "Export the network anew, or leave --precision out.";
            case TEMPORARY_FOLDER_UNUSABLE ->
                "Make room there, or name another folder with BLEMISH_JAVA_OPTS=-Djava.io.tmpdir=FOLDER.";
            case DEVICE_UNAVAILABLE -> "Use --device cpu to do without it.";
            case DEVICE_NOT_FETCHED ->
                "Fetch it with: blemish device pull openvino --url URL (or name a mirror with BLEMISH_MIRROR); take a file that"
                        + " you have with: blemish device import FILE";
            case DEVICE_WITHOUT_PRECISION ->
                "Use --device openvino on a processor that has such units, or fit without --precision bfloat16.";
            case DOWNLOAD_FAILED ->
                "Behind a proxy, set HTTPS_PROXY; name a mirror with BLEMISH_MIRROR or --url; take a file that you have with: "
                        + "blemish backbone import FILE --as NAME, or blemish device import FILE";
            default -> "";
        };
    }
}
