package dev.thresher.workload;

import dev.thresher.task.CommandLine;
import dev.thresher.task.CommandLine.ExitCodes;
import dev.thresher.task.CommandLine.Input;
import dev.thresher.task.CommandLine.Program;
import dev.thresher.task.CommandShape;
import dev.thresher.task.TaskBody;
import dev.thresher.task.Template;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Items;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code command = [convert, "{photo}", "{out}"]}: a program of the host, started for each task.
 */
final class CommandForm implements TaskForm {
  static final String KEY = "command";
  private static final List<String> RESERVED =
      TaskHead.reserved(
          List.of(
              KEY,
              "shell",
              "stdin",
              "environment",
              "directory",
              "exit-codes",
              "capture",
              "idempotent"));
  private static final int HIGHEST_EXIT_CODE = 255;
  private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";

  private final FileLookup files;
  private final Complaints complaints;
  private final Scalars scalars;
  private final KeyCheck keys;

  CommandForm(FileLookup files, Complaints complaints, KeyCheck keys) {
    this.files = files;
    this.complaints = complaints;
    this.scalars = new Scalars(complaints);
    this.keys = keys;
  }

  @Override
  public List<String> keys() {
    return List.of(KEY);
  }

  /** All parts are read whatever is wrong with one of them, so that all complaints come at once. */
  @Override
  public Optional<TaskHead> read(Branch task, StageBlocks blocks, InputColumns columns) {
    var names = TemplateNames.of(blocks, columns, RESERVED, complaints);
    boolean isShell = truth(task, "shell").orElse(false);
    var written = task.find(KEY).orElseThrow();
    var program = isShell ? shell(written, names) : words(written, names);
    var input = task.find("stdin").map(node -> input(node, names));
    var environment = task.find("environment").map(node -> environment(node, names));
    var directory = task.find("directory").map(node -> path(node, "directory", names));
    var exitCodes = task.find("exit-codes").map(this::exitCodes);
    boolean captures = task.find("capture").filter(this::captures).isPresent();
    boolean idempotent = truth(task, "idempotent").orElse(false);
    var output = blocks.output().map(node -> output(node, program, columns, names));
    if (program.isEmpty()
        || names.foundFault()
        || isBroken(input)
        || isBroken(environment)
        || isBroken(directory)
        || isBroken(exitCodes)
        || isBroken(output)) {
      return Optional.empty();
    }
    var line =
        new CommandLine(
            program.get(),
            input.flatMap(known -> known).orElse(new Input.Nothing()),
            environment.flatMap(known -> known).orElseGet(LinkedHashMap::new),
            directory.flatMap(known -> known),
            exitCodes.flatMap(known -> known).orElse(ExitCodes.USUAL),
            captures,
            idempotent,
            output.flatMap(known -> known).flatMap(PerTask::template));
    return checked(line, written, task).map(CommandForm::head);
  }

  private static TaskHead head(CommandLine line) {
    return new TaskHead(
        new TaskBody.Command(line), new CommandShape(line), "the command", RESERVED, false);
  }

  private static boolean isBroken(Optional<? extends Optional<?>> said) {
    return said.isPresent() && said.get().isEmpty();
  }

  private Optional<CommandLine> checked(CommandLine line, Node written, Branch task) {
    if (line.writesOut() && line.output().isEmpty()) {
      complaints.add(
          written.origin(),
          "the command writes {out}, but there is no output: say where its file goes, such as output = \"made/{index}.txt\"");
      return Optional.empty();
    }
    if (line.capture() && line.output().isPresent() && !line.writesOut()) {
      task.find("capture")
          .ifPresent(node ->
              complaints.add(
                  node.origin(),
                  "stdout goes to the file that output names, so it cannot be captured as well"));
      return Optional.empty();
    }
    return Optional.of(line);
  }

  private Optional<Boolean> truth(Branch task, String key) {
    return task.find(key)
        .flatMap(node -> {
          if (node instanceof Scalar scalar
              && List.of("true", "false").contains(scalar.written())) {
            return Optional.of(scalar.written().equals("true"));
          }
          scalars.complain(node, key, "true or false");
          return Optional.empty();
        });
  }

  private boolean captures(Node node) {
    if (node instanceof Scalar scalar && scalar.written().equals("stdout")) {
      return true;
    }
    scalars.complain(node, "capture", "stdout");
    return false;
  }

  private Optional<Program> words(Node node, TemplateNames names) {
    if (!(node instanceof Items items) || items.items().isEmpty()) {
      scalars.complain(
          node,
          KEY,
          "a list of words, such as [wc, -c, \"{text}\"]; for a line of shell add shell = true");
      return Optional.empty();
    }
    var words = new ArrayList<Template>();
    for (var item : items.items()) {
      if (!(item instanceof Scalar scalar)) {
        scalars.complain(item, "a word of command", "a text");
        return Optional.empty();
      }
      names.template(scalar).ifPresent(words::add);
    }
    if (words.size() < items.items().size()) {
      return Optional.empty();
    }
    return isThere(words.getFirst(), items.items().getFirst())
        ? Optional.of(new Program.Words(words))
        : Optional.empty();
  }

  // Only what no value can change is looked for; the rest is found out where the task runs.
  private boolean isThere(Template program, Node at) {
    if (!program.isLiteral()
        || files.isProgram(program.fill(dev.thresher.model.Value.Fields.NONE))) {
      return true;
    }
    complaints.add(
        at.origin(),
        "there is no program %s here; install it, or write its path"
            .formatted(Shown.quoted(program.written())));
    return false;
  }

  private Optional<Program> shell(Node node, TemplateNames names) {
    var text = scalars.text(node, KEY + " with shell = true");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return names
        .shellVariables(text.get(), node.origin())
        .map(variables -> new Program.Shell(text.get(), variables));
  }

  private Optional<Input> input(Node node, TemplateNames names) {
    if (node instanceof Scalar scalar) {
      return names.template(scalar).map(Input.Text::new);
    }
    if (node instanceof Branch branch && branch.find("file").isPresent()) {
      keys.check(branch, " in stdin", List.of("file"), List.of());
      return path(branch.find("file").get(), "stdin.file", names).map(Input.File::new);
    }
    scalars.complain(node, "stdin", "a text, or a block { file = \"…\" }");
    return Optional.empty();
  }

  private Optional<SequencedMap<String, Template>> environment(Node node, TemplateNames names) {
    if (!(node instanceof Branch branch)) {
      scalars.complain(node, "environment", "a block { }");
      return Optional.empty();
    }
    var environment = new LinkedHashMap<String, Template>();
    branch
        .children()
        .forEach((name, value) -> {
          if (!name.matches(VARIABLE)) {
            complaints.add(
                value.origin(),
                Shown.quoted(name)
                    + " cannot be the name of a variable: letters, digits and _ only");
          } else if (value instanceof Scalar scalar) {
            names.template(scalar).ifPresent(template -> environment.put(name, template));
          } else {
            scalars.complain(value, "environment." + name, "a text");
          }
        });
    return environment.size() == branch.children().size()
        ? Optional.of(environment)
        : Optional.empty();
  }

  /** A path that begins where other paths of its place begin, unless a value comes first. */
  private Optional<Template> path(Node node, String what, TemplateNames names) {
    if (!(node instanceof Scalar scalar) || scalar.written().isBlank()) {
      scalars.complain(node, what, "a path");
      return Optional.empty();
    }
    if (scalar.written().startsWith("{") && !scalar.written().startsWith("{{")) {
      return names.template(scalar);
    }
    var base = Template.literal(files.resolve("", scalar.origin()).toString());
    var whole = scalar.written().startsWith("/") ? scalar.written() : base + "/" + scalar.written();
    return names.template(new Scalar(scalar.origin(), scalar.value(), whole));
  }

  private Optional<ExitCodes> exitCodes(Node node) {
    if (!(node instanceof Branch branch)) {
      scalars.complain(node, "exit-codes", "a block such as { retry = [75], ignore = [3] }");
      return Optional.empty();
    }
    keys.check(branch, " in exit-codes", WorkloadKeys.EXIT_CODES, List.of());
    return Optional.of(
        new ExitCodes(codes(branch, "retry"), codes(branch, "fail"), codes(branch, "ignore")));
  }

  private List<Integer> codes(Branch branch, String key) {
    var codes = new ArrayList<Integer>();
    for (var node :
        switch (branch.find(key).orElse(null)) {
          case null -> List.<Node>of();
          case Items items -> items.items();
          case Node single -> List.of(single);
        }) {
      scalars
          .whole(node, "exit-codes." + key, 1, HIGHEST_EXIT_CODE)
          .ifPresent(code -> codes.add(Math.toIntExact(code)));
    }
    return codes;
  }

  /**
   * @param template empty if the output is a table of results
   */
  private record PerTask(Optional<Template> template) {}

  /** A file per task, unless the name asks for a table and nothing makes a file. */
  private Optional<PerTask> output(
      Node node, Optional<Program> program, InputColumns columns, TemplateNames names) {
    if (!(node instanceof Scalar scalar)) {
      return Optional.of(new PerTask(Optional.empty())); // what is wrong is said by its reader
    }
    var path = scalar.written();
    boolean isTable = OutputReader.format(path) != OutputRequest.Format.RAW;
    boolean makesFile = program.isPresent() && names.used().contains(CommandLine.OUT);
    if (path.indexOf('{') < 0 && isTable && !makesFile) {
      return Optional.of(new PerTask(Optional.empty()));
    }
    if (path.indexOf('{') < 0 && !columns.areNone()) {
      var suggestions =
          Stream.concat(columns.names().stream().limit(1), Stream.of(CommandLine.INDEX)).distinct();
      complaints.add(
          node.origin(),
          "every task would write %s: put a value into the name, such as %s"
              .formatted(
                  Shown.quoted(path),
                  suggestions.map(name -> "{" + name + "}").collect(Collectors.joining(" or "))));
      return Optional.empty();
    }
    return names.withoutOut(scalar).map(template -> new PerTask(Optional.of(template)));
  }
}
