package io.blemish.dataset;

import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One of the two cameras of UCSD Pedestrian, as published: {@code Train/Train001/001.tif}, {@code Test/Test001/001.tif},
 * {@code Test/Test001_gt/001.bmp} for some clips, and a Matlab file in {@code Test} that lists each test clip's
 * anomalous frames, counted from 1.
 */
final class UcsdPedLayout implements LayoutReader {
    private static final String TRUTH = "_gt";
    private static final Pattern CLIP = Pattern.compile("^\\s*TestVideoFile\\{[^}]*}\\.gt_frame\\s*=\\s*\\[([^\\]]*)]");
    private static final Pattern RANGE = Pattern.compile("(\\d+)\\s*(?::\\s*(\\d+))?");

    @Override
    public DatasetLayout layout() {
        return DatasetLayout.UCSDPED;
    }

    @Override
    public boolean fits(final Folder root) {
        return root.has("Train", "Train001") && root.has("Test", "Test001");
    }

    @Override
    public String expected() {
        return "Train/Train001 and Test/Test001";
    }

    @Override
    public void read(final Folder root, final DatasetOptions options, final DatasetBuilder found) {
        SplitFile.refuse(options, layout());
        for (final var folder : root.folder("Train").map(Folder::folders).orElse(List.of())) {
            Clip.of(folder).train(found, options.frameEvery());
        }
        final Folder test = root.folder("Test").orElseThrow();
        final List<Folder> clips = test.folders().stream()
                .filter(folder ->
                        folder.name().startsWith("Test") && !folder.name().endsWith(TRUTH))
                .toList();
        final List<BitSet> anomalous = anomalous(test);
        if (anomalous.size() != clips.size()) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    test.path() + " holds " + clips.size() + " clips, but its .m file lists " + anomalous.size()
                            + "; unpack the data set again.");
        }
        for (int k = 0; k < clips.size(); k++) {
            test(test, Clip.of(clips.get(k)), anomalous.get(k), options, found);
        }
    }

    private static void test(
            final Folder test,
            final Clip clip,
            final BitSet anomalous,
            final DatasetOptions options,
            final DatasetBuilder found) {
        final Optional<Clip> masks = test.folder(clip.name() + TRUTH).map(Clip::of);
        final boolean drawn = masks.isPresent() && masks.get().length() == clip.length();
        if (masks.isPresent() && !drawn) {
            found.warn("The clip " + clip.name() + " has " + clip.length() + " frames but "
                    + masks.get().length() + " masks, so it is left out of the pixel figures.");
        }
        clip.test(found, options.frameEvery(), index -> {
            if (!anomalous.get(index)) {
                return new Mask.None();
            }
            return drawn ? new Mask.Picture(masks.get().frame(index)) : new Mask.Unknown();
        });
    }

    /** The anomalous frames of each test clip, counted from 0, as the Matlab file lists them. */
    private static List<BitSet> anomalous(final Folder test) {
        final Path file = matlabFile(test);
        final List<BitSet> clips = new ArrayList<>();
        try {
            for (final var line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                final Matcher matcher = CLIP.matcher(line);
                if (matcher.find()) {
                    clips.add(frames(matcher.group(1)));
                }
            }
        } catch (final IOException e) {
            throw unreadable(file, e);
        }
        return clips;
    }

    private static BitSet frames(final String ranges) {
        final BitSet frames = new BitSet();
        final Matcher matcher = RANGE.matcher(ranges);
        while (matcher.find()) {
            final int first = Integer.parseInt(matcher.group(1));
            final int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            frames.set(Math.max(0, first - 1), Math.max(first, last));
        }
        return frames;
    }

    private static Path matlabFile(final Folder test) {
        try (Stream<Path> entries = Files.list(test.path())) {
            return entries.filter(entry -> PictureFile.extension(entry).equals("m"))
                    .min((a, b) -> PictureFile.name(a).compareTo(PictureFile.name(b)))
                    .orElseThrow(() -> new DatasetException(
                            ErrorCode.DATA_SET_UNREADABLE,
                            test.path()
                                    + " has no .m file, which names the anomalous frames; unpack the data set again."));
        } catch (final IOException e) {
            throw unreadable(test.path(), e);
        }
    }

    private static DatasetException unreadable(final Path path, final IOException cause) {
        return new DatasetException(
                ErrorCode.DATA_SET_UNREADABLE,
                path + " cannot be read (" + cause.getMessage() + "); check its permissions.",
                cause);
    }
}
