package io.blemish.benchmarks;

import io.blemish.benchmarks.PeerRatios.Ratio;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The page with a chart for each kind of work and a table of all figures. It is well-formed XML, loads nothing and has no script.
 *
 * @param versions the oldest first, at least one
 */
record RatioPage(List<PeerRatios> versions) {
    private static final String STYLE = """
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 62rem; padding: 0 1rem; color: #1d2733;
              background: #fff }
            h1 { font-size: 1.5rem } h2 { font-size: 1rem; margin: 0 } p { margin: .3rem 0 1rem; max-width: 46rem }
            .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); gap: 1.2rem }
            figure { margin: 0; border: 1px solid #d5dbe3; border-radius: 6px; padding: .7rem; break-inside: avoid }
            figcaption { color: #51606f; font-size: .85rem } svg { width: 100%; height: auto; display: block }
            text { font: 11px system-ui, sans-serif; fill: #51606f } .value { fill: #1d2733; font-weight: 600 }
            table { border-collapse: collapse; margin-top: 1.5rem; width: 100%; font-size: .85rem }
            th, td { border-bottom: 1px solid #d5dbe3; padding: .3rem .5rem; text-align: left; vertical-align: top }
            td.number { white-space: nowrap; font-variant-numeric: tabular-nums }
            @media print { body { margin: 0; max-width: none } .charts { grid-template-columns: repeat(3, 1fr) } }
            """;

    RatioPage {
        versions = List.copyOf(versions);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("there is no version to draw");
        }
        final long different =
                versions.stream().map(PeerRatios::version).distinct().count();
        if (different < versions.size()) {
            throw new IllegalArgumentException("two files have the same version");
        }
    }

    String html() {
        final Map<Work, List<Optional<Ratio>>> works = works();
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>Blemish beside its peers, from version to version</title>
                <style>
                %s</style>
                </head>
                <body>
                <h1>Blemish beside its peers, from version to version</h1>
                <p>Each point is the time of a piece of work here, as a share of the time of a peer that does the same in the same run on
                the same machine: 1 is as fast, and lower is faster. The bar goes from the smallest to the largest ratio of all rounds. The axis
                is logarithmic. Ratios of two versions were taken on the machines in the last table.</p>
                <div class="charts">
                %s</div>
                %s%s</body>
                </html>
                """.formatted(
                        STYLE,
                        works.entrySet().stream()
                                .map(entry -> figure(entry.getKey(), entry.getValue()))
                                .collect(Collectors.joining()),
                        table(works),
                        machines());
    }

    /** Every kind of work with its ratio in each version, in the order in which they first appear. */
    private Map<Work, List<Optional<Ratio>>> works() {
        final Map<Work, List<Optional<Ratio>>> works = new LinkedHashMap<>();
        versions.stream()
                .flatMap(version -> version.ratios().stream())
                .map(ratio -> new Work(ratio.work(), ratio.peer()))
                .distinct()
                .forEach(work -> works.put(
                        work, versions.stream().map(version -> work.in(version)).toList()));
        return works;
    }

    private String figure(final Work work, final List<Optional<Ratio>> ratios) {
        return """
                <figure>
                <h2>%s</h2>
                %s<figcaption>beside %s</figcaption>
                </figure>
                """.formatted(
                escape(work.name()),
                new RatioChart(versions.stream().map(PeerRatios::version).toList(), ratios).svg(),
                escape(work.peer()));
    }

    /** A row for each version, so that the table does not become wider with each. */
    private String table(final Map<Work, List<Optional<Ratio>>> works) {
        return works.entrySet().stream()
                .map(entry -> rows(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(
                        "",
                        "<table>\n<tr><th>work</th><th>peer</th><th>version</th><th>ratio</th></tr>\n",
                        "</table>\n"));
    }

    private String rows(final Work work, final List<Optional<Ratio>> ratios) {
        final List<String> rows = new ArrayList<>();
        for (int i = 0; i < ratios.size(); i++) {
            final String version = escape(versions.get(i).version());
            ratios.get(i)
                    .ifPresent(ratio ->
                            rows.add("<td>" + version + "</td><td class=\"number\">" + words(ratio) + "</td></tr>\n"));
        }
        final String span = " rowspan=\"" + rows.size() + "\"";
        return "<tr><td" + span + ">" + escape(work.name()) + "</td><td" + span + ">" + escape(work.peer()) + "</td>"
                + String.join("<tr>", rows);
    }

    private String machines() {
        return versions.stream()
                .map(version -> "<tr><td>" + escape(version.version()) + "</td><td>" + escape(version.machine())
                        + "</td><td>" + escape(version.source()) + "</td></tr>\n")
                .collect(Collectors.joining(
                        "", "<table>\n<tr><th>version</th><th>machine</th><th>source</th></tr>\n", "</table>\n"));
    }

    /** A ratio with its range. */
    static String words(final Ratio ratio) {
        return number(ratio.ratio()) + " (" + number(ratio.smallest()) + " to " + number(ratio.largest()) + ")";
    }

    /** Two digits, as the script gives them. */
    static String number(final double value) {
        return new BigDecimal(value)
                .round(new MathContext(2))
                .stripTrailingZeros()
                .toPlainString();
    }

    static String escape(final String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** One kind of work, beside one peer. */
    private record Work(String name, String peer) {
        Optional<Ratio> in(final PeerRatios version) {
            return version.ratios().stream()
                    .filter(ratio -> ratio.work().equals(name) && ratio.peer().equals(peer))
                    .findFirst();
        }
    }
}
