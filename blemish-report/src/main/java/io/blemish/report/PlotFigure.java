package io.blemish.report;

import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** A plot with its title and what it says in words, drawn for bright and for dark screens. */
final class PlotFigure {
    private PlotFigure() {}

    /** Several side by side; a sentence in their place where this computer cannot draw text. */
    static Html all(final Supplier<List<Html>> figures) {
        return Plot.possible() ? Element.of("div", "plots").holding(figures.get()) : withoutFonts();
    }

    private static Html withoutFonts() {
        return Element.of("p", "hint")
                .text("The plots could not be drawn: the computer that wrote this report has no fonts. Install"
                        + " fontconfig and a font, such as DejaVu, and write it again.");
    }

    static Html of(final String title, final Function<Theme, Plot> plot, final String words) {
        return Element.of("figure", "plot")
                .holding(
                        Element.of("h3").holding(Html.name(title)),
                        drawn(plot, title + ". " + words),
                        Element.of("figcaption").text(words));
    }

    private static Html drawn(final Function<Theme, Plot> plot, final String words) {
        final Plot light = plot.apply(Theme.LIGHT);
        return Element.of("picture")
                .holding(
                        Element.of("source")
                                .with("media", "screen and (prefers-color-scheme: dark)")
                                .with("srcset", uri(plot.apply(Theme.DARK))),
                        Element.of("img")
                                .with("src", uri(light))
                                .with("width", Integer.toString(Plot.WIDTH))
                                .with("height", Integer.toString(light.height()))
                                .with("alt", words));
    }

    private static String uri(final Plot plot) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(plot.toPng());
    }
}
