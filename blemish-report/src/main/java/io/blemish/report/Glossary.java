package io.blemish.report;

import java.util.List;
import java.util.stream.Stream;

/** The words of the report, for who has not met them. */
final class Glossary {
    private static final List<Term> TERMS = List.of(
            new Term(
                    "Score",
                    "How far the most unusual place of a picture is from everything that the good training pictures"
                            + " show. It has no unit; only the comparison with the threshold counts."),
            new Term(
                    "False alarm",
                    "A good picture judged defective. A miss is the opposite: a defective picture judged good."),
            new Term(
                    "AUROC",
                    "Of a defective and a good picture drawn at random, how often the defective one has the higher"
                            + " score. 0.5 is guessing, 1 is perfect. It does not depend on the threshold."),
            new Term(
                    "Precision and recall",
                    "Precision: which share of the alarms is right. Recall: which share of the defects is found. The"
                            + " average precision is the mean of the first over the second; F1 is their harmonic mean at"
                            + " one threshold."),
            new Term(
                    "AUPRO",
                    "Which share of each drawn defect is covered, averaged over defects of all sizes alike, over the"
                            + " share of normal pixels wrongly covered, up to the stated limit. 1 is perfect."),
            new Term(
                    "AUsPRO",
                    "The same for defects that need not be marked in full, such as a missing part: each drawn part counts"
                            + " as covered once the area that its data set asks for is. Only where it does."),
            new Term(
                    "95% interval",
                    "Where the figure of very many pictures of these kinds would lie, with 95% confidence. Shares:"
                            + " Wilson's interval. AUROC: bootstrap. Both take pictures for independent, which frames of"
                            + " one film are not."));

    private Glossary() {}

    static Html toHtml() {
        return Element.of("section", "glossary")
                .holding(
                        Element.of("h2").text("The words"),
                        Element.of("dl")
                                .holding(TERMS.stream()
                                        .flatMap(term -> Stream.of(
                                                Element.of("dt").text(term.name()),
                                                Element.of("dd").text(term.meaning())))
                                        .toList()));
    }

    private record Term(String name, String meaning) {}
}
