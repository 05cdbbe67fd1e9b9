package io.blemish.model;

import io.blemish.BlemishException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.OptionException;
import io.blemish.artifact.ArtifactWriter;
import io.blemish.artifact.AtomicFile;
import io.blemish.artifact.Sha256;
import io.blemish.backbone.PictureFeatures;
import io.blemish.detector.GrowingDetector;
import io.blemish.detector.TrainedDetector;
import io.blemish.drift.LearnedAppearance;
import io.blemish.image.Appearance;
import io.blemish.image.Picture;
import io.blemish.image.Placement;
import io.blemish.image.Size;
import io.blemish.model.ModelDescription.TrainingDescription;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Calibration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Adds good pictures to a model, or takes pictures out, without a fit.
 *
 * <p><b>The memory bank.</b> The greedy choice goes on from the entries as they are: the patches of the further pictures are the
 * candidates, and what is farthest from all entries comes in first, until the bank has as many entries as a fit to all pictures
 * would give it. Pictures that are taken out lose their entries.
 *
 * <p><b>The threshold.</b> The scores of the pictures that the model knew stay as they are. They were made by detectors that
 * knew fewer pictures than the one that is kept, so they are too high rather than too low, which errs on the side of fewer
 * false alarms. Each further picture is scored by a detector that took up half of the others. The limit of
 * false alarms is the one that the model was given.
 *
 * <p>The units of views, the means and scales of directions, the network and the preprocessing stay as the fit left them.
 */
public final class ModelUpdate {
    /**
     * Each takes as long as the choice of the bank that is kept. The further pictures of the other fold are few beside those that
     * the model knows, so that more folds would hardly tell a detector more.
     */
    private static final int FOLDS = 2;

    private final Model model;
    private final Path file;
    private final List<Picture> added;
    private final Set<String> forgotten;

    /**
     * Prepares an update.
     *
     * @param model opened from the file, with one thread a picture, for the pictures are spread over the workers
     * @param file of the model
     * @param added further pictures of good parts
     * @param forgotten names of pictures to take out, as {@link TrainingDescription#pictures} has them
     */
    public ModelUpdate(final Model model, final Path file, final List<Picture> added, final Set<String> forgotten) {
        this.model = model;
        this.file = file;
        this.added = List.copyOf(added);
        this.forgotten = Set.copyOf(forgotten);
    }

    /**
     * Updates the model and writes it.
     *
     * @param target the file to write, which may be the model's own; replaced in one step
     * @param who makes the change
     * @param why, if there is a reason to record
     * @param time of the change
     * @param workers threads to use; the result does not depend on them
     * @param progress hears of the stages {@code embedding}, {@code coreset} and {@code calibration}
     * @return a summary of the update
     * @throws BlemishException if the model cannot be updated, a picture is known already or one to forget is not, or the disk
     *     does not take the file; nothing is changed then
     * @throws java.util.concurrent.CancellationException if the progress is cancelled; nothing is changed then
     */
    public UpdateSummary write(
            final Path target,
            final String who,
            final Optional<String> why,
            final Instant time,
            final Workers workers,
            final Progress progress) {
        model.requireIntact();
        final ChangedFile changed = ChangedFile.of(file);
        final GrowingDetector detector = growing();
        final List<ModelChange.Added> identified = identified();
        final int[] leaving = leaving();
        try (Rest rest = new Rest(detector, leaving, workers, progress);
                Growth growth = new Growth(rest, workers, progress)) {
            final List<ModelChange.Added> used = growth.used(identified);
            final Calibration before = model.calibration();
            final Calibration after = before.updated(
                    staying(leaving), growth.scores().scores(), growth.scores().peaks());
            final ModelChange change = new ModelChange(
                    time,
                    who,
                    words(used.size(), leaving.length, detector.entries(), growth.detector(), after),
                    why,
                    changed.sha256(),
                    used,
                    IntStream.of(leaving).mapToObj(names()::get).toList());
            final TrainingDescription training = training(leaving, used, growth.sizes());
            final Optional<LearnedAppearance> appearance = model.appearance()
                    .map(known -> known.updated(staying(leaving), growth.appearances(), growth.typicalDistances()));
            final Optional<ModelCheck> check = model.check().map(known -> check(known, growth.detector()));
            final Thumbnails thumbnails = Thumbnails.of(
                    training.pictures(),
                    Stream.concat(
                                    IntStream.of(staying(leaving)).mapToObj(model.thumbnails()::file),
                                    growth.thumbnails().stream())
                            .toList());
            AtomicFile.write(target, path -> {
                write(path, growth.detector(), after, appearance, check, thumbnails, change, training);
                changed.requireUnchanged(target);
            });
            return new UpdateSummary(
                    used.size(),
                    leaving.length,
                    training.pictures().size(),
                    growth.failures(),
                    detector.entries(),
                    growth.detector().entries(),
                    before,
                    after,
                    OddPicture.of(after, training.pictures()));
        }
    }

    /**
     * Checks what can be told before anything is computed, as {@link #write} does first: that the method of the model allows an
     * update, and which pictures it knows.
     *
     * @throws BlemishException if the model cannot be updated, a picture is known already or one to forget is not
     */
    public void check() {
        growing();
        identified();
        leaving();
    }

    private GrowingDetector growing() {
        if (!(model.detector() instanceof GrowingDetector detector)) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Model " + file + " cannot be updated: its method is "
                            + model.description().detector().type()
                            + ", and only views, patchcore and anomalydino without a foreground can, with one network. Fit it again"
                            + " with all pictures.");
        }
        if (detector.full() && !added.isEmpty() && forgotten.isEmpty()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Model " + file + " cannot take up more pictures: its memory bank has as many entries as"
                            + " --max-bank-entries allows. Fit it again with all pictures.");
        }
        if (model.calibration().pictures().length != names().size()
                || model.calibration().peaks().length != names().size()) {
            throw new ModelException(
                    ErrorCode.OPTION_INVALID,
                    "Model " + file + " cannot be updated: an earlier version wrote it, which did not keep the score of"
                            + " every picture. Fit it again.");
        }
        return detector;
    }

    private List<String> names() {
        return model.description().training().pictures();
    }

    /** A picture that counts twice would promise fewer false alarms than there will be. */
    private List<ModelChange.Added> identified() {
        final Set<String> remaining = new HashSet<>(names());
        remaining.removeAll(forgotten);
        final Map<String, String> known = ModelChange.contents(model.changes());
        known.keySet().retainAll(remaining);
        final Set<String> contents = new HashSet<>(known.values());
        final List<ModelChange.Added> identified = new ArrayList<>();
        for (final Picture picture : added) {
            final String hash = HexFormat.of().formatHex(picture.sha256());
            if (!remaining.add(picture.name()) || !contents.add(hash)) {
                throw new DatasetException(
                        ErrorCode.OPTION_INVALID,
                        "Picture " + picture.name() + " is in model " + file
                                + " already, or is given twice. Leave it out; if it is another picture of the same"
                                + " name, rename it.");
            }
            identified.add(new ModelChange.Added(picture.name(), hash));
        }
        return identified;
    }

    private int[] leaving() {
        final Set<String> known = new HashSet<>(names());
        forgotten.stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new OptionException(
                            ErrorCode.OPTION_INVALID,
                            "Picture " + name + " is not one that model " + file
                                    + " learned from. The description of the model lists their names.");
                });
        final int[] leaving = IntStream.range(0, names().size())
                .filter(i -> forgotten.contains(names().get(i)))
                .toArray();
        if (leaving.length == names().size()) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID, "Model " + file + " cannot forget all of its pictures. Fit a new one.");
        }
        return leaving;
    }

    private int[] staying(final int[] leaving) {
        final Set<Integer> gone = new HashSet<>(IntStream.of(leaving).boxed().toList());
        return IntStream.range(0, names().size()).filter(i -> !gone.contains(i)).toArray();
    }

    /** The score of the same made-up picture by the model as it is now. */
    private ModelCheck check(final ModelCheck before, final TrainedDetector detector) {
        final PictureFeatures features = model.source((picture, image) -> {})
                .features(List.of(model.checkPicture(before)))
                .get(0)
                .orElseThrow();
        final Placement placement = model.description().preprocessing().placement(features.size());
        return ModelCheck.of(
                ScoredPicture.inside(detector.score(features), features.pose(), placement),
                detector.description(),
                placement,
                model.description().renderer());
    }

    /** The contents of the first pictures are not known any more, so the fingerprint is one over the one before. */
    private TrainingDescription training(
            final int[] leaving, final List<ModelChange.Added> used, final List<Size> sizes) {
        final TrainingDescription before = model.description().training();
        final StringBuilder history = new StringBuilder(before.fingerprint());
        IntStream.of(leaving).forEach(i -> history.append("\n-").append(names().get(i)));
        used.forEach(picture ->
                history.append("\n+").append(picture.name()).append('\0').append(picture.sha256()));
        final List<String> names = Stream.concat(
                        IntStream.of(staying(leaving)).mapToObj(names()::get),
                        used.stream().map(ModelChange.Added::name))
                .toList();
        return new TrainingDescription(
                before.dataset(),
                Sha256.hex(history.toString().getBytes(StandardCharsets.UTF_8)),
                names,
                IntStream.range(0, names.size()).boxed().toList(),
                before.sizes().isEmpty()
                        ? List.of()
                        : Stream.concat(IntStream.of(staying(leaving)).mapToObj(before.sizes()::get), sizes.stream())
                                .toList());
    }

    private static String words(
            final int added,
            final int forgotten,
            final int entries,
            final TrainedDetector after,
            final Calibration now) {
        return String.format(
                Locale.ROOT,
                "%s%s%s; entries from %d to %d; threshold %.4f, for at most %.4g of good pictures",
                added > 0 ? added + " good pictures added" : "",
                added > 0 && forgotten > 0 ? ", " : "",
                forgotten > 0 ? forgotten + " pictures taken out" : "",
                entries,
                after.entries(),
                now.threshold(),
                now.expectedFalseAlarms());
    }

    private void write(
            final Path path,
            final TrainedDetector detector,
            final Calibration calibration,
            final Optional<LearnedAppearance> appearance,
            final Optional<ModelCheck> check,
            final Thumbnails thumbnails,
            final ModelChange change,
            final TrainingDescription training)
            throws IOException {
        final List<ModelChange> changes = new ArrayList<>(model.changes());
        changes.add(change);
        try (ModelFile old = ModelFile.open(file);
                ArtifactWriter writer = new ArtifactWriter(path)) {
            ModelFile.writeTemplate(writer, old.alignment());
            ModelFile.writeKnown(writer, training, calibration, appearance, check, thumbnails);
            writer.json(ModelFile.CHANGES, changes);
            if (old.entries().has(ModelFile.BACKBONE)) {
                writer.copy(ModelFile.BACKBONE, old.entries());
            }
            detector.write(writer);
            ModelFile.finishNew(writer, old.description().with(detector.description(), training, writer.entries()));
        }
    }

    /** The detector without the pictures that leave. */
    private final class Rest implements AutoCloseable {
        private final GrowingDetector detector;
        private final boolean own;
        private final int pictures;
        private final int inputs;

        Rest(final GrowingDetector before, final int[] leaving, final Workers workers, final Progress progress) {
            this.own = leaving.length > 0;
            this.pictures = model.description().training().pictures().size() - leaving.length;
            final InputSlots slots = model.description().trainingInputs().slots();
            final int[] left = slots.of(leaving);
            this.inputs = slots.total() - left.length;
            try {
                this.detector = own ? before.without(left, workers, progress.muted()) : before;
            } catch (final IllegalArgumentException e) {
                throw new OptionException(
                        ErrorCode.OPTION_INVALID,
                        "Model " + file
                                + " cannot forget these pictures: all that it kept comes from them. Fit a new one.",
                        e);
            }
        }

        @Override
        public void close() {
            if (own) {
                detector.close();
            }
        }
    }

    /** The detector with the further pictures, and their scores. */
    private final class Growth implements AutoCloseable {
        private final Rest rest;
        private final Optional<TrainingPatches> patches;
        private final Optional<TrainedNetworks> trained;
        private final PictureScores scores;
        private final ThumbnailMaker thumbnails;

        Growth(final Rest rest, final Workers workers, final Progress progress) {
            this.rest = rest;
            this.thumbnails = new ThumbnailMaker(
                    added, model.thumbnails().count() > 0 ? Math.max(0, Thumbnails.MOST - rest.pictures) : 0);
            if (added.isEmpty()) {
                this.patches = Optional.empty();
                this.trained = Optional.empty();
                this.scores = PictureScores.of(List.of());
                return;
            }
            final TrainingPatches embedded = TrainingPatches.embed(
                    added,
                    model.learning(thumbnails),
                    model.description().preprocessing(),
                    model.description().turns(),
                    maps -> new GrowthTrainer(rest.detector, rest.inputs),
                    workers,
                    progress);
            try {
                requireSameGrid(embedded);
                final int[] all = IntStream.range(0, embedded.pictures().size()).toArray();
                final HeldOutScores heldOut = HeldOutScores.of(
                        embedded,
                        Folds.draw(
                                all.length,
                                FOLDS,
                                model.description().detector().seed()),
                        workers,
                        progress);
                this.scores = heldOut.ofPictures(model.description().renderer(), embedded, rest.detector.description());
                final TrainedNetworks grown =
                        TrainedNetworks.train(embedded, embedded.slots().of(all), workers, progress);
                this.patches = Optional.of(embedded);
                this.trained = Optional.of(new TrainedNetworks(List.of(
                        grown.detectors().get(0).withRecall(heldOut.recalls().get(0)))));
            } catch (final RuntimeException | Error e) {
                embedded.close();
                throw e;
            }
        }

        private void requireSameGrid(final TrainingPatches embedded) {
            final int own = rest.detector.description().gridHeight()
                    * rest.detector.description().gridWidth();
            if (embedded.networks().get(0).store().patchesPerPicture() != own) {
                throw new DatasetException(
                        ErrorCode.PICTURE_UNSUITABLE,
                        "The pictures have other proportions than those that model " + file + " was fitted on.");
            }
        }

        TrainedDetector detector() {
            return trained.map(networks -> networks.detectors().get(0)).orElse(rest.detector);
        }

        PictureScores scores() {
            return scores;
        }

        float[] typicalDistances() {
            return scores.typicalDistances();
        }

        /** How the further pictures look. */
        List<Appearance> appearances() {
            return patches.map(TrainingPatches::appearances).orElse(List.of());
        }

        /** Small copies of the further pictures, if the model holds such copies. */
        List<byte[]> thumbnails() {
            return patches.map(TrainingPatches::pictures).map(thumbnails::files).orElse(List.of());
        }

        /** The sizes of the further pictures, if the model cuts pictures into tiles. */
        List<Size> sizes() {
            return patches.map(embedded -> embedded.slots().sizes()).orElse(List.of());
        }

        List<String> failures() {
            return patches.map(TrainingPatches::failures).orElse(List.of());
        }

        /** Those of the further pictures that could be read. */
        List<ModelChange.Added> used(final List<ModelChange.Added> identified) {
            final Set<String> read = new HashSet<>();
            patches.ifPresent(embedded -> embedded.pictures().forEach(picture -> read.add(picture.name())));
            return identified.stream()
                    .filter(picture -> read.contains(picture.name()))
                    .toList();
        }

        @Override
        public void close() {
            trained.ifPresent(TrainedNetworks::close);
            patches.ifPresent(TrainingPatches::close);
        }
    }
}
