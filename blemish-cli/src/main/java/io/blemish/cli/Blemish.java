package io.blemish.cli;

import io.blemish.cli.option.DataOptions;
import io.blemish.cli.terminal.CommandRun;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import io.blemish.cli.terminal.Failures;
import io.blemish.cli.terminal.HelpPage;
import io.blemish.cli.terminal.OptionFiles;
import io.blemish.cli.terminal.WrongUsage;
import io.blemish.model.Software;
import java.util.List;
import java.util.Optional;
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
        scope = ScopeType.INHERIT,
        versionProvider = Blemish.Version.class,
        usageHelpAutoWidth = true,
        parameterListHeading = "%nParameters:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:some input failed, the rest was done",
            "2:wrong usage",
            "3:could not run",
            "10:a picture is anomalous (predict --fail-on-anomaly)",
            "11:none is, but one is to be reviewed (predict --fail-on-anomaly)",
            "12:the pictures have drifted from those of the training (drift)",
            "13:something is wrong (doctor, audit verify)"
        })
public final class Blemish implements Runnable {
    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            FitCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            InfoCommand.class,
            ThresholdCommand.class,
            UpdateCommand.class,
            ExportCommand.class,
            DriftCommand.class,
            DoctorCommand.class,
            CompareCommand.class,
            RunCommand.class,
            ServeCommand.class,
            UserCommand.class,
            AuditCommand.class,
            SparkCommand.class,
            BackboneCommand.class,
            DeviceCommand.class,
            InspectCommand.class,
            GenerateCommand.class,
            CompletionCommand.class,
            WarmUpCommand.class,
            HelpCommand.class);

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
        System.exit(execute(commandLine(args), args));
    }

    /** Runs a command line. Returns its exit code, whatever happens. */
    static int execute(final CommandLine commandLine, final String... args) {
        final Console console = Console.of(commandLine.getCommandSpec());
        final Optional<String> problem = OptionFiles.problem(args);
        if (problem.isPresent()) {
            console.fail(problem.get());
            return ExitCode.WRONG_USAGE;
        }
        try {
            return commandLine.execute(args);
        } catch (final OutOfMemoryError | NoClassDefFoundError e) {
            console.fail(e);
            return ExitCode.COULD_NOT_RUN;
        }
    }

    /**
     * The command line, ready to execute.
     *
     * @param args the words that will be executed. If the first one names a command, the other commands are left out, because
     *     to read the options of all commands takes as long as to load a network.
     */
    static CommandLine commandLine(final String... args) {
        final List<Class<?>> named =
                COMMANDS.stream().filter(command -> isNamed(command, args)).toList();
        return commandLine(named.isEmpty() ? COMMANDS : named);
    }

    /** The command line with some commands: classes, or objects of such classes. */
    static CommandLine commandLine(final List<?> commands) {
        final CommandLine commandLine = new CommandLine(new Blemish());
        Console.addTo(commandLine.getCommandSpec());
        commands.forEach(commandLine::addSubcommand);
        commandLine.getSubcommands().values().forEach(one -> DataOptions.acceptOldName(one.getCommandSpec()));
        HelpPage.install(commandLine);
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(new CommandRun())
                .setParameterExceptionHandler(new WrongUsage())
                .setExecutionExceptionHandler(new Failures());
    }

    private static boolean isNamed(final Class<?> command, final String... args) {
        return args.length > 0
                && !command.equals(HelpCommand.class)
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
}
