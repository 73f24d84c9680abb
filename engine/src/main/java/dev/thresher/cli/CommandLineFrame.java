package dev.thresher.cli;

import dev.thresher.model.PrintableText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.workload.hocon.Spelling;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The verbs put together, and what becomes of mistakes and faults: a sentence on standard error, an
 * exit code, and with {@code --json} one object all the same.
 */
final class CommandLineFrame {
  private static final int HELP_WIDTH = 100;
  private static final List<String> VERBS =
      List.of(
          "run",
          "compare",
          "advise",
          "validate",
          "graph",
          "java",
          "kinds",
          "runs",
          "why",
          "cert",
          "clean",
          "config",
          "init",
          "doctor",
          "bench",
          "completion",
          "submit",
          "jobs",
          "logs",
          "wait",
          "cancel",
          "cluster",
          "coordinator",
          "worker");

  private final Surroundings surroundings;
  private final FaultLog faults;
  private final String[] arguments;

  private CommandLineFrame(Surroundings surroundings, String[] arguments) {
    this.surroundings = surroundings;
    this.faults = new FaultLog(surroundings);
    this.arguments = arguments;
  }

  /** Runs one command line to its end; never throws. */
  static int execute(Surroundings surroundings, String... arguments) {
    var frame = new CommandLineFrame(surroundings, arguments);
    try {
      return frame.configured().execute(arguments);
    } catch (Throwable fault) { // an Error too ends in a sentence and a code
      return frame.fault(fault);
    }
  }

  /** All verbs, for help, completion, and the test that holds the manual against them. */
  static CommandLine verbs(Surroundings surroundings) {
    var thresher = new CommandLine(new ThresherCommand());
    VERBS.forEach(name -> thresher.addSubcommand(name, verb(name, surroundings)));
    return thresher;
  }

  // To describe all verbs takes longer than most of them take.
  private CommandLine wantedVerbs() {
    boolean isVerb = arguments.length > 0 && VERBS.contains(arguments[0]);
    return isVerb
        ? new CommandLine(new ThresherCommand())
            .addSubcommand(arguments[0], verb(arguments[0], surroundings))
        : verbs(surroundings);
  }

  private static Object verb(String name, Surroundings surroundings) {
    return switch (name) {
      case "run" -> new RunCommand(surroundings);
      case "compare" -> new CompareCommand(surroundings);
      case "advise" -> new AdviseCommand(surroundings);
      case "validate" -> new ValidateCommand(surroundings);
      case "graph" -> new GraphCommand(surroundings);
      // What follows the file belongs to the program, options too.
      case "java" -> new CommandLine(new JavaCommand(surroundings)).setStopAtPositional(true);
      case "kinds" -> new KindsCommand(surroundings);
      case "runs" ->
          new CommandLine(new RunsCommand())
              .addSubcommand("list", new RunsListCommand(surroundings))
              .addSubcommand("show", new RunsShowCommand(surroundings))
              .addSubcommand("prune", new RunsPruneCommand(surroundings));
      case "why" -> new WhyCommand(surroundings);
      case "cert" ->
          new CommandLine(new CertCommand())
              .addSubcommand("init", new CertInitCommand(surroundings))
              .addSubcommand("issue", new CertIssueCommand(surroundings))
              .addSubcommand("show", new CertShowCommand(surroundings));
      case "clean" -> new CleanCommand(surroundings);
      case "config" ->
          new CommandLine(new ConfigCommand())
              .addSubcommand("show", new ConfigShowCommand(surroundings));
      case "init" -> new InitCommand(surroundings);
      case "doctor" -> new DoctorCommand(surroundings);
      case "bench" -> new BenchCommand(surroundings);
      case "completion" -> new CompletionCommand(surroundings);
      case "submit" -> new SubmitCommand(surroundings);
      case "jobs" ->
          new CommandLine(new JobsCommand(surroundings))
              .addSubcommand("prune", new JobsPruneCommand(surroundings));
      case "logs" -> new LogsCommand(surroundings);
      case "wait" -> new WaitCommand(surroundings);
      case "cancel" -> new CancelCommand(surroundings);
      case "cluster" ->
          new CommandLine(new ClusterCommand())
              .addSubcommand("up", new ClusterUpCommand(surroundings))
              .addSubcommand("down", new ClusterDownCommand(surroundings))
              .addSubcommand("status", new ClusterStatusCommand(surroundings))
              .addSubcommand(
                  "workers",
                  new CommandLine(new WorkersCommand())
                      .addSubcommand("list", new WorkersListCommand(surroundings))
                      .addSubcommand("inspect", new WorkersInspectCommand(surroundings))
                      .addSubcommand("drain", new WorkersDrainCommand(surroundings)));
      case "coordinator" -> new CoordinatorCommand(surroundings);
      case "worker" -> new AgentCommand(surroundings);
      default -> throw new IllegalArgumentException("no verb is called " + name);
    };
  }

  private CommandLine configured() {
    return wantedVerbs()
        .setOut(new PrintWriter(surroundings.out(), true))
        .setErr(new PrintWriter(new ScreenWriter(surroundings.screen()), true))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setUsageHelpWidth(HELP_WIDTH)
        .setExpandAtFiles(false) // a file called @x is a file
        .setParameterExceptionHandler((mistake, _) -> badCommandLine(mistake))
        .setExecutionExceptionHandler((fault, _, _) -> failed(fault));
  }

  private int failed(Exception fault) {
    return fault instanceof Refusal refusal
        ? refuse(refusal.exitCode(), refusal.complaints())
        : fault(fault);
  }

  private int badCommandLine(ParameterException mistake) {
    var help = " (see " + mistake.getCommandLine().getCommandSpec().qualifiedName() + " --help)";
    var complaint =
        mistake instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched, help)
            : Complaint.of(firstLine(mistake) + help);
    return refuse(ExitCodes.BAD_USAGE, List.of(complaint));
  }

  private static Complaint unmatched(UnmatchedArgumentException mistake, String help) {
    var word = mistake.getUnmatched().getFirst();
    var spec = mistake.getCommandLine().getCommandSpec();
    var verbs =
        spec.subcommands().entrySet().stream()
            .filter(verb -> !verb.getValue().getCommandSpec().usageMessage().hidden())
            .map(Map.Entry::getKey)
            .toList();
    boolean isOption = word.startsWith("-");
    var what =
        isOption ? "unknown option " : verbs.isEmpty() ? "unexpected argument " : "unknown verb ";
    return new Complaint(
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        what + word + help,
        Spelling.nearest(word, isOption ? spec.optionsMap().keySet() : verbs));
  }

  private static String firstLine(ParameterException mistake) {
    var message = mistake.getMessage();
    return message == null ? "bad command line" : message.lines().findFirst().orElse("");
  }

  private int refuse(int exitCode, List<Complaint> complaints) {
    var terminal = surroundings.screen().terminal();
    for (var complaint : complaints) {
      surroundings.screen().line(terminal.red("error: ") + complaint.render());
    }
    answerInJson(complaints, exitCode);
    return exitCode;
  }

  private int fault(Throwable fault) {
    boolean verbose = given("--verbose") || given("-v");
    var sentence = faults.record(fault, verbose);
    surroundings.screen().line(surroundings.screen().terminal().red("error: ") + sentence);
    answerInJson(List.of(Complaint.of(sentence)), ExitCodes.INTERNAL);
    return ExitCodes.INTERNAL;
  }

  private void answerInJson(List<Complaint> complaints, int exitCode) {
    if (FormatOption.isJsonAskedFor(List.of(arguments))) {
      var errors = complaints.stream().<Value>map(Complaint::toFields).toList();
      surroundings.json(
          Fields.of("errors", new Sequence(errors)).with("exitCode", Value.of(exitCode)));
    }
  }

  // Asked of the raw arguments: a command line that cannot be parsed has to be answered too.
  private boolean given(String option) {
    return Arrays.asList(arguments).contains(option);
  }

  /** Help that was not asked for, line by line. */
  private static final class ScreenWriter extends java.io.StringWriter {
    private final Screen screen;

    ScreenWriter(Screen screen) {
      this.screen = screen;
    }

    @Override
    public void flush() {
      var text = toString();
      getBuffer().setLength(0);
      text.lines().map(PrintableText::escape).forEach(screen::line);
    }
  }
}
