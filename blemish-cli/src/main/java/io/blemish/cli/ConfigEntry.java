package io.blemish.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * An option as a configuration file has it.
 *
 * @param name before the colon
 * @param line where it stands, from 1
 * @param values after the colon, as they are written
 * @param list whether they are a list there, which may have one value, too
 */
record ConfigEntry(String name, int line, List<String> values, boolean list) {
    /**
     * The entries of a file.
     *
     * @param yaml the text of the file
     * @throws IllegalArgumentException if it is not YAML of this form, with the line and what is wrong there
     */
    static List<ConfigEntry> read(final String yaml) {
        final Optional<Node> document;
        try {
            document = new Compose(LoadSettings.builder().build()).composeString(yaml);
        } catch (final MarkedYamlEngineException e) {
            final int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            throw new IllegalArgumentException("line " + line + ": This is not YAML (" + e.getProblem() + ").", e);
        } catch (final YamlEngineException e) {
            throw new IllegalArgumentException("is not YAML (" + e.getMessage() + ").", e);
        }
        return document.map(ConfigEntry::entries).orElse(List.of());
    }

    private static List<ConfigEntry> entries(final Node document) {
        if (!(document instanceof MappingNode options)) {
            throw wrong(document, "This is not OPTION: VALUE, as in port: 8080.");
        }
        final List<ConfigEntry> entries = new ArrayList<>();
        for (final NodeTuple option : options.getValue()) {
            final String name = scalar(option.getKeyNode(), "The name of an option is missing.");
            entries.add(entry(name, line(option.getKeyNode()), option.getValueNode()));
        }
        return entries;
    }

    private static ConfigEntry entry(final String name, final int line, final Node value) {
        final String problem = "'" + name + "' needs a value, or a list of values.";
        if (value instanceof SequenceNode list) {
            final List<String> values =
                    list.getValue().stream().map(one -> scalar(one, problem)).toList();
            return new ConfigEntry(name, line, values, true);
        }
        return new ConfigEntry(name, line, List.of(scalar(value, problem)), false);
    }

    private static String scalar(final Node node, final String problem) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        throw wrong(node, problem);
    }

    /**
     * Something that is wrong with this entry.
     *
     * @param problem the rest of a sentence that begins with its name
     */
    IllegalArgumentException wrong(final String problem) {
        return new IllegalArgumentException("line " + line + ": '" + name + "' " + problem);
    }

    private static IllegalArgumentException wrong(final Node node, final String problem) {
        return new IllegalArgumentException("line " + line(node) + ": " + problem);
    }

    private static int line(final Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
