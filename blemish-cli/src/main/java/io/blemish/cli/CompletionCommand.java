package io.blemish.cli;

import io.blemish.cli.option.Words;
import io.blemish.cli.terminal.Console;
import io.blemish.cli.terminal.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blemish completion}. */
@Command(
        name = "completion",
        description = {
            "Prints a script with which bash or zsh completes commands, options and their words.",
            "To use it at once, type: source <(blemish completion bash)",
            "To keep it, write it to ~/.local/share/bash-completion/completions/blemish for bash, or put that line with zsh"
                    + " instead of bash into ~/.zshrc."
        })
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SHELL",
            converter = Shells.class,
            completionCandidates = Shells.class,
            description = "${COMPLETION-CANDIDATES}")
    @SuppressWarnings("UnusedVariable") // one script serves both shells
    private String shell;

    /** The shells that can complete. */
    static final class Shells extends Words<String> {
        Shells() {
            super(List.of("bash", "zsh"), shell -> shell);
        }
    }

    @Override
    public Integer call() {
        // In zsh the script loads the part of zsh that understands completion scripts for bash.
        Console.of(spec).out().print(AutoComplete.bash("blemish", Blemish.commandLine()));
        return ExitCode.DONE;
    }
}
