package io.blemish.report;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An element with its attributes and its content.
 *
 * @param tag the name of the element
 * @param attributes in order
 * @param children the content, in order
 */
record Element(String tag, List<Attribute> attributes, List<Html> children) implements Html {
    /** The elements that have no content and no end tag. */
    private static final Set<String> VOID = Set.of("meta", "img", "input");

    Element {
        attributes = List.copyOf(attributes);
        children = List.copyOf(children);
    }

    /**
     * An attribute; its value is escaped when it is written.
     *
     * @param name the name, such as {@code class}
     * @param value any text
     */
    record Attribute(String name, String value) {}

    static Element of(final String tag) {
        return new Element(tag, List.of(), List.of());
    }

    /** Makes an element with a class of the style sheet. */
    static Element of(final String tag, final String styleClass) {
        return of(tag).with("class", styleClass);
    }

    Element with(final String name, final String value) {
        return new Element(
                tag,
                Stream.concat(attributes.stream(), Stream.of(new Attribute(name, value)))
                        .toList(),
                children);
    }

    Element holding(final Html... more) {
        return holding(List.of(more));
    }

    Element holding(final List<? extends Html> more) {
        return new Element(
                tag, attributes, Stream.concat(children.stream(), more.stream()).toList());
    }

    /** Adds text to the content. */
    Element text(final String text) {
        return holding(Html.text(text));
    }

    @Override
    public void writeTo(final Appendable out) throws IOException {
        out.append('<').append(tag);
        for (final Attribute attribute : attributes) {
            out.append(' ')
                    .append(attribute.name())
                    .append("=\"")
                    .append(Html.escape(attribute.value()))
                    .append('"');
        }
        if (VOID.contains(tag)) {
            out.append("/>");
            return;
        }
        out.append('>');
        for (final Html child : children) {
            child.writeTo(out);
        }
        out.append("</").append(tag).append(">");
    }
}
