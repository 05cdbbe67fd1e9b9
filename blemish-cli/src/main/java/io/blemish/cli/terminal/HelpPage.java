package io.blemish.cli.terminal;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The pages of {@code --help} and {@code --help-all}. The first lists the options of a command if they are few, and otherwise
 * those marked {@link Common}; the second lists all of them, under the titles of their {@link OptionGroup}s.
 */
public final class HelpPage {
    /** As many options as a person can look through at once. */
    static final int FEW = 10;

    private static final String ALL = "--help-all";
    private static final String GENERAL = "General";
    private static final String OTHERS = "Options";

    private final Help help;
    private final CommandSpec command;

    private HelpPage(final Help help) {
        this.help = help;
        this.command = help.commandSpec();
    }

    /** Makes a command and its subcommands show these pages. */
    public static void install(final CommandLine commandLine) {
        final Map<String, IHelpSectionRenderer> sections = new LinkedHashMap<>(commandLine.getHelpSectionMap());
        sections.put(UsageMessageSpec.SECTION_KEY_SYNOPSIS, help -> new HelpPage(help).synopsis());
        sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
        sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> new HelpPage(help).options());
        sections.put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> new HelpPage(help).footer());
        commandLine.setHelpSectionMap(sections);
    }

    /** What must be typed, in the order in which people type it. */
    private String synopsis() {
        final Stream<String> parameters =
                command.positionalParameters().stream().map(HelpPage::label);
        final Stream<String> required = command.options().stream()
                .filter(OptionSpec::required)
                .map(option -> option.shortestName() + " " + option.paramLabel());
        final String rest = command.subcommands().isEmpty() ? "[OPTIONS]" : "COMMAND [OPTIONS]";
        return Stream.of(Stream.of(command.qualifiedName()), parameters, required, Stream.of(rest))
                .flatMap(words -> words)
                .collect(Collectors.joining(" ", "", System.lineSeparator()));
    }

    private static String label(final PositionalParamSpec parameter) {
        final String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
        return parameter.required() ? label : "[" + label + "]";
    }

    private String options() {
        return showsAll()
                ? groups().entrySet().stream()
                        .map(group -> list(group.getKey(), group.getValue()))
                        .collect(Collectors.joining())
                : list(OTHERS, usual());
    }

    private boolean showsAll() {
        return Optional.ofNullable(command.root().commandLine().getParseResult())
                .filter(parsed -> parsed.originalArgs().contains(ALL))
                .isPresent();
    }

    /** The command's own options if they are few, else those that most people need; the general ones if it has none. */
    private List<OptionSpec> usual() {
        final List<OptionSpec> own = options(false).toList();
        if (own.isEmpty()) {
            return options(true).toList();
        }
        return own.size() <= FEW ? own : own.stream().filter(HelpPage::isCommon).toList();
    }

    /** All options by the title of their group; the general ones come last. */
    private Map<String, List<OptionSpec>> groups() {
        return Stream.concat(options(false), options(true))
                .collect(Collectors.groupingBy(HelpPage::title, LinkedHashMap::new, Collectors.toList()));
    }

    /** The options that are not hidden: either those of every command, or the command's own. */
    private Stream<OptionSpec> options(final boolean general) {
        return command.options().stream()
                .filter(option -> !option.hidden() && title(option).equals(GENERAL) == general);
    }

    private static String title(final OptionSpec option) {
        return Optional.of(option.userObject())
                .filter(Member.class::isInstance)
                .map(member -> ((Member) member).getDeclaringClass().getAnnotation(OptionGroup.class))
                .map(OptionGroup::value)
                .orElse(OTHERS);
    }

    private static boolean isCommon(final OptionSpec option) {
        return option.required()
                || (option.userObject() instanceof AnnotatedElement field && field.isAnnotationPresent(Common.class));
    }

    private String list(final String title, final List<OptionSpec> options) {
        final Help.Layout layout = help.createDefaultLayout(command.options(), List.of(), help.colorScheme());
        layout.addOptions(options, help.createDefaultParamLabelRenderer());
        return String.format("%n%s:%n%s", title, layout);
    }

    private String footer() {
        if (showsAll()) {
            return String.format("%n@FILE stands for the options that are written in a file.%n");
        }
        return command.subcommands().isEmpty()
                ? String.format("%nAll options: %s %s%n", command.qualifiedName(), ALL)
                : String.format("%nThe options of a command: %s COMMAND --help%n", command.qualifiedName());
    }
}
