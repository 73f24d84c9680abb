package dev.thresher.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Prints a script that completes verbs and options.",
      "",
      "bash: add  source <(thresher completion bash)  to ~/.bashrc",
      "zsh:  add  source <(thresher completion zsh)  to ~/.zshrc, after compinit"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {ExitCodes.OK_TEXT, ExitCodes.USAGE_TEXT, ExitCodes.INTERNAL_TEXT})
final class CompletionCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  enum Shell {
    bash,
    zsh
  }

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Shell shell;

  CompletionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    var script = AutoComplete.bash("thresher", CommandLineFrame.verbs(surroundings));
    surroundings.results(List.of(prefix() + script));
    return ExitCodes.DONE;
  }

  // The script is bash's; zsh understands it with its own emulation switched on.
  private String prefix() {
    return switch (shell) {
      case bash -> "";
      case zsh -> "autoload -U +X bashcompinit && bashcompinit\n";
    };
  }
}
