package io.blemish.detector.ensemble;

import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.Ranges;
import io.blemish.artifact.Sha256;
import io.blemish.backbone.BackboneDescription;
import io.blemish.detector.Detector;
import io.blemish.detector.DetectorDescription;
import io.blemish.detector.Fact;
import io.blemish.parallel.Workers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several detectors, each on a network of its own, whose scores are averaged.
 *
 * @param members in the order of the folders {@code networks/0}, {@code networks/1}, …
 */
public record EnsembleDescription(List<Member> members) implements DetectorDescription {
    /** The detector's name. */
    public static final String TYPE = "ensemble";

    /** The version of the format that several networks need. */
    private static final int VERSION = 2;

    /**
     * One detector of several.
     *
     * @param backbone its network
     * @param detector its parameters
     * @param unit its distances are divided by this: the mean score of the held-out pictures
     */
    public record Member(BackboneDescription backbone, DetectorDescription detector, double unit) {
        /**
         * Checks the ranges.
         *
         * @param backbone its network
         * @param detector its parameters
         * @param unit its distances are divided by this: the mean score of the held-out pictures
         */
        public Member {
            Ranges.present(backbone, "backbone");
            Ranges.present(detector, "detector");
            Ranges.within(unit, "unit", Double.MIN_VALUE, Double.MAX_VALUE);
            if (detector instanceof EnsembleDescription) {
                throw new IllegalArgumentException("an ensemble cannot be one of another");
            }
        }
    }

    /** Copies the list. */
    public EnsembleDescription {
        members = Ranges.complete(members, "members");
        Ranges.within(members.size(), "the number of members", 1, Integer.MAX_VALUE);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public int formatVersion() {
        return Math.max(VERSION, largest(DetectorDescription::formatVersion));
    }

    @Override
    public long seed() {
        return members.get(0).detector().seed();
    }

    @Override
    public int gridHeight() {
        return largest(DetectorDescription::gridHeight);
    }

    @Override
    public int gridWidth() {
        return largest(DetectorDescription::gridWidth);
    }

    @Override
    public int dimension() {
        return largest(DetectorDescription::dimension);
    }

    private int largest(final ToIntFunction<DetectorDescription> number) {
        return members.stream().map(Member::detector).mapToInt(number).max().orElseThrow();
    }

    @Override
    public List<BackboneDescription> backbones(final BackboneDescription model) {
        return members.stream().map(Member::backbone).toList();
    }

    @Override
    public String folder(final int network) {
        return "networks/" + network + "/";
    }

    /** Describes all networks as one: names joined by {@code +}, layers as {@code 0.layer2}, a hash over their hashes. */
    public BackboneDescription backbone() {
        final List<BackboneDescription> all =
                members.stream().map(Member::backbone).toList();
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

    @Override
    public List<Fact> facts(final String trained) {
        final List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            final Member member = members.get(i);
            for (final Fact fact : member.detector().facts(trained)) {
                facts.add(new Fact(i + " " + fact.name(), fact.value()));
            }
            facts.add(new Fact(
                    i + " network",
                    member.backbone().name() + ", layers "
                            + String.join(", ", member.backbone().layers())));
            facts.add(new Fact(
                    i + " unit",
                    String.format(Locale.ROOT, "%.4f, the mean score of held-out pictures", member.unit())));
        }
        return facts;
    }

    @Override
    public Detector open(final ArtifactFile file, final Workers workers) {
        final List<Detector> opened = new ArrayList<>();
        try {
            for (int i = 0; i < members.size(); i++) {
                opened.add(members.get(i).detector().open(file.within(folder(i)), workers));
            }
        } catch (final RuntimeException e) {
            opened.forEach(Detector::close);
            throw e;
        }
        return new Ensemble(opened, members.stream().mapToDouble(Member::unit).toArray());
    }
}
