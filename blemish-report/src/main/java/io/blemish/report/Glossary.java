package io.blemish.report;

import java.util.List;
import java.util.stream.Stream;

/** Explains the terms of the report. */
final class Glossary {
    private static final List<Term> TERMS = List.of(
            new Term(
                    "Score",
                    "How far the most unusual place of a picture is from all places of the good training pictures. It has no"
                            + " unit; only the comparison with the threshold has a meaning."),
            new Term(
                    "False alarm",
                    "A good picture that is judged defective. A miss is the opposite: a defective picture that is judged good."),
            new Term(
                    "AUROC",
                    "The probability that a random defective picture has a higher score than a random good one. 0.5 is"
                            + " guessing, 1 is perfect. It does not depend on the threshold."),
            new Term(
                    "Precision and recall",
                    "Precision is the share of the alarms that are right, recall the share of the defects that are found."
                            + " Average precision is the mean of the precision over the recall; F1 is their harmonic mean at"
                            + " one threshold."),
            new Term(
                    "AUPRO",
                    "The area under the PRO curve up to the stated limit. The curve shows the share of a drawn defect that"
                            + " is covered, averaged with the same weight for small and large defects, over the share of"
                            + " normal pixels that are wrongly covered. 1 is perfect."),
            new Term(
                    "AUsPRO",
                    "AUPRO for defects that need not be marked in full, such as a missing part: a drawn part counts as fully"
                            + " covered if as much of it is covered as the data set requires. It needs a data set with such"
                            + " requirements."),
            new Term(
                    "AUPIMO",
                    "The share of a picture's defect that is covered, as a mean over thresholds at which between 0.001% and"
                            + " 0.01% of the pixels of good pictures are marked. 1 is perfect. Each defective picture has a"
                            + " figure; the mean is shown."),
            new Term(
                    "Region IoU",
                    "For every drawn defect, the best overlap with a marked region: the area that both share, divided by the"
                            + " area that either covers. The mean is shown. 1 means that the outlines are the same; a mark"
                            + " that is much larger than the defect gives a low value. Some texts call this measure PRO, but"
                            + " it is not the PRO of AUPRO."),
            new Term(
                    "95% interval",
                    "With 95% confidence, the figure for very many pictures of these kinds lies in this interval. For shares"
                            + " it is Wilson's interval, for AUROC a bootstrap interval. Both assume that pictures are"
                            + " independent; frames of one video are not."));

    private Glossary() {}

    static Html toHtml() {
        return Element.of("section", "glossary")
                .holding(
                        Element.of("h2").text("Terms"),
                        Element.of("dl")
                                .holding(TERMS.stream()
                                        .flatMap(term -> Stream.of(
                                                Element.of("dt").text(term.name()),
                                                Element.of("dd").text(term.meaning())))
                                        .toList()));
    }

    private record Term(String name, String meaning) {}
}
