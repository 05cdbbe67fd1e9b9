package io.blemish.report;

import io.blemish.evaluation.FailedSample;
import java.util.ArrayList;
import java.util.List;

/** The list of the pictures that could not be judged. */
final class FailureList {
    private static final int MOST = 50;

    private final List<FailedSample> failures;

    FailureList(final List<FailedSample> failures) {
        this.failures = failures;
    }

    List<Html> toHtml() {
        if (failures.isEmpty()) {
            return List.of();
        }
        final List<Html> parts = new ArrayList<>();
        parts.add(Element.of("h2").text("Not judged: " + Figures.count(failures.size(), "picture", "pictures")));
        parts.add(Element.of("ul", "failures")
                .holding(failures.stream().limit(MOST).map(FailureList::item).toList()));
        if (failures.size() > MOST) {
            parts.add(Element.of("p", "hint").text("And " + Figures.count(failures.size() - MOST) + " more."));
        }
        return List.of(Element.of("section").holding(parts));
    }

    private static Element item(final FailedSample failed) {
        return Element.of("li")
                .holding(
                        Element.of("strong").holding(Html.name(failed.sample().id())),
                        Html.text(": "),
                        Html.name(failed.reason()));
    }
}
