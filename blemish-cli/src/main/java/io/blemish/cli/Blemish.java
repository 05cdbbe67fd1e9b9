package io.blemish.cli;

import io.blemish.model.Software;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code blemish}. */
@Command(
        name = "blemish",
        description = "Finds defects in pictures after seeing only good parts.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Blemish.Version.class,
        showDefaultValues = true,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:some input failed, the rest was done",
            "2:wrong usage",
            "3:could not run",
            "10:an anomaly was found (predict --fail-on-anomaly)"
        })
public final class Blemish implements Runnable {
    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            FitCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            RunCommand.class,
            PredictCommand.class,
            InfoCommand.class,
            ServeCommand.class,
            BackboneCommand.class,
            InspectCommand.class,
            GenerateCommand.class,
            WarmUpCommand.class,
            CommandLine.HelpCommand.class);

    @Spec
    private CommandSpec spec;

    private Blemish() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(final String[] args) {
        System.setProperty("java.awt.headless", "true");
        System.exit(run(args));
    }

    private static int run(final String[] args) {
        final CommandLine commandLine = commandLine(args);
        try {
            return commandLine.execute(args);
        } catch (final OutOfMemoryError e) {
            commandLine
                    .getErr()
                    .println("blemish: memory ran out. Give it more, for example with BLEMISH_JAVA_OPTS=-Xmx8g, or use "
                            + "fewer threads or a smaller --coreset.");
            return ExitCode.COULD_NOT_RUN;
        } catch (final NoClassDefFoundError e) {
            commandLine
                    .getErr()
                    .println("blemish: the folder lib lacks a part of the program (" + e.getMessage()
                            + "). Unpack the archive again, or put back the jar that was taken away.");
            return ExitCode.COULD_NOT_RUN;
        }
    }

    /**
     * The command line, ready to execute; for tests too.
     *
     * @param args of which the first often names a command: then the others are left out, for reading the options of
     *     all takes as long as loading a network
     */
    static CommandLine commandLine(final String... args) {
        final CommandLine commandLine = new CommandLine(new Blemish());
        final List<Class<?>> named =
                COMMANDS.stream().filter(command -> isNamed(command, args)).toList();
        (named.isEmpty() ? COMMANDS : named).forEach(commandLine::addSubcommand);
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new Misuse())
                .setExecutionExceptionHandler(new Failures());
    }

    private static boolean isNamed(final Class<?> command, final String... args) {
        return args.length > 0
                && !command.equals(CommandLine.HelpCommand.class)
                && command.getAnnotation(Command.class).name().equals(args[0]);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: a command is missing.");
    }

    /** Says which software this is, from the version that the build wrote down. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Software.NAME_AND_VERSION};
        }
    }

    /** Flushed after every line, so that a reader at the other end of a pipe sees it at once. */
    static PrintWriter out(final CommandSpec spec) {
        return spec.commandLine().getOut();
    }
}
