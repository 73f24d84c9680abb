package dev.thresher.cli;

import dev.thresher.runtime.code.Program;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs a Java program in one source file with the engine on its class path. */
@Command(
    name = "java",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Compiles a Java program in one source file in memory and runs it, with the engine on its class path.",
      "What follows FILE goes to the program."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the program has ended; it may choose any other code",
      "1:main threw something",
      "2:bad command line, or the source does not compile",
      ExitCodes.INTERNAL_TEXT
    })
final class JavaCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "FILE", description = "The source file, such as Main.java.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @Parameters(index = "1..*", paramLabel = "ARGUMENTS", description = "For the program.")
  private List<String> arguments = new ArrayList<>();

  JavaCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    return switch (Program.load(file, surroundings.directory())) {
      case Program.Loaded.Refused(var complaints) ->
          throw Refusal.of(complaints.stream().map(EngineServices::shown).toList());
      case Program.Loaded.Ready(Program program) -> run(program);
    };
  }

  private int run(Program program) {
    try {
      program.run(arguments);
      return ExitCodes.LEFT_TO_THREADS;
    } catch (Throwable thrown) {
      // The program's own failure, shown as Java shows it: its author wants the stack.
      surroundings.screen().line("Exception in main of " + file + ": " + stack(thrown));
      return ExitCodes.PROGRAM_FAILED;
    }
  }

  private static String stack(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString().stripTrailing();
  }
}
