package io.blemish.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page of the ratios to the peers. */
class RatioHistoryTest {
    private static final Path HISTORY = Path.of("../benchmarks/history");

    @TempDir
    private Path folder;

    @Test
    void theCommittedPageIsThatOfTheCommittedFigures() throws IOException {
        assertThat(HISTORY.resolve("index.html"))
                .as("java -cp blemish-benchmarks/target/benchmarks.jar io.blemish.benchmarks.RatioHistory"
                        + " benchmarks/history benchmarks/history/index.html")
                .hasContent(RatioHistory.page(HISTORY));
    }

    @Test
    void eachRatioIsDrawnOverTheVersionsInTheirOrder() throws Exception {
        write("0.10.0", 0.2, "coreset");
        write("0.9.0", 0.5, "coreset");
        write("0.11.0", 0.1, "<search>");
        final Document page = parse(RatioHistory.page(folder));
        assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(2);
        final NodeList marks = page.getElementsByTagName("title");
        // The first title is the page's.
        assertThat(marks.item(1).getTextContent()).isEqualTo("0.9.0: 0.5 (0.25 to 1)");
        assertThat(marks.item(2).getTextContent()).isEqualTo("0.10.0: 0.2 (0.1 to 0.4)");
        assertThat(marks.item(3).getTextContent()).isEqualTo("0.11.0: 0.1 (0.05 to 0.2)");
        final NodeList lines = page.getElementsByTagName("polyline");
        final String[] points = lines.item(0)
                .getAttributes()
                .getNamedItem("points")
                .getNodeValue()
                .split("[ ,]", -1);
        assertThat(points).hasSize(4);
        assertThat(Double.parseDouble(points[2]))
                .as("later versions to the right")
                .isGreaterThan(Double.parseDouble(points[0]));
        assertThat(Double.parseDouble(points[3]))
                .as("smaller ratios below")
                .isGreaterThan(Double.parseDouble(points[1]));
        assertThat(page.getElementsByTagName("h2").item(1).getTextContent()).isEqualTo("<search>");
    }

    @Test
    void thePageNeedsNothingElse() throws IOException {
        write("1.0", 3, "search");
        assertThat(RatioHistory.page(folder)).doesNotContain("http", "<script", "src=", "url(");
    }

    @Test
    void aFileWithoutFiguresIsRefusedByItsName() throws IOException {
        Files.writeString(folder.resolve("1.0.json"), "{\"version\": \"1.0\"}");
        assertThatThrownBy(() -> RatioHistory.page(folder))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("1.0.json is not the JSON it should be");
        write("1.0", -1, "search");
        assertThatThrownBy(() -> RatioHistory.page(folder)).hasMessageContaining("1.0.json", "above 0");
    }

    private void write(final String version, final double ratio, final String work) throws IOException {
        Files.writeString(folder.resolve(version + ".json"), """
                {"version": "%s", "source": "made up", "machine": "none",
                 "ratios": [{"work": "%s", "peer": "p", "ratio": %s, "smallest": %s, "largest": %s}]}
                """.formatted(version, work, ratio, ratio / 2, ratio * 2));
    }

    private static Document parse(final String page) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }
}
