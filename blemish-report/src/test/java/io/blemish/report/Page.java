package io.blemish.report;

import io.blemish.evaluation.Evaluation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** A page that was written, parsed by a strict parser. */
final class Page {
    private final byte[] bytes;
    private final Document document;

    private Page(final byte[] bytes, final Document document) {
        this.bytes = bytes;
        this.document = document;
    }

    static Page of(final Evaluation evaluation, final Path folder) throws IOException {
        final Path file = folder.resolve("report.html");
        HtmlReport.write(evaluation, file);
        return parse(file);
    }

    static Page parse(final Path file) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        try {
            return new Page(
                    bytes,
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(bytes)));
        } catch (final ParserConfigurationException | SAXException e) {
            throw new IOException("the page is not well-formed", e);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    List<Element> elements(final String tag) {
        final var nodes = document.getElementsByTagName(tag);
        final List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    List<Element> ofClass(final String styleClass) {
        return elements("*").stream()
                .filter(element ->
                        List.of(element.getAttribute("class").split(" ")).contains(styleClass))
                .toList();
    }

    /** The section whose heading starts with a text. */
    Element section(final String heading) {
        return sections(heading).findFirst().orElseThrow(() -> new AssertionError("no section " + heading));
    }

    boolean hasSection(final String heading) {
        return sections(heading).findAny().isPresent();
    }

    private Stream<Element> sections(final String heading) {
        final Predicate<Element> matches = element -> element.getTextContent().startsWith(heading);
        return elements("h2").stream()
                .filter(matches)
                .map(Node::getParentNode)
                .filter(Element.class::isInstance)
                .map(Element.class::cast);
    }

    /** The headings of the cards of a section, in order. */
    static List<String> cards(final Element section) {
        return texts(section, "h3");
    }

    /** The texts of the elements of a tag inside another element, in order. */
    static List<String> texts(final Element within, final String tag) {
        final var elements = within.getElementsByTagName(tag);
        final List<String> texts = new ArrayList<>();
        for (int i = 0; i < elements.getLength(); i++) {
            texts.add(elements.item(i).getTextContent());
        }
        return texts;
    }

    String text() {
        return document.getDocumentElement().getTextContent();
    }
}
