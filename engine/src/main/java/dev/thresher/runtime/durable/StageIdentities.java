package dev.thresher.runtime.durable;

import dev.thresher.codec.StageDigest;
import dev.thresher.journal.StageIdentity;
import dev.thresher.model.Bytes;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.Derivation;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.task.Column;
import dev.thresher.task.CommandLine;
import dev.thresher.task.Dimension;
import dev.thresher.task.FileRecords;
import dev.thresher.task.FileRecords.Stamp;
import dev.thresher.task.FileSeries;
import dev.thresher.task.Inputs;
import dev.thresher.task.RecordFormat;
import dev.thresher.task.TaskBody;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Identities of a plan's stages, in plan order. */
final class StageIdentities {
  private static final Stamp NO_STAMP = new Stamp(0, 0);

  private final Plan plan;
  private final List<StageIdentity> identities = new ArrayList<>();

  private StageIdentities(Plan plan) {
    this.plan = plan;
  }

  static List<StageIdentity> of(Plan plan) {
    var identities = new StageIdentities(plan);
    plan.stages().forEach(stage -> identities.identities.add(identities.of(stage)));
    return List.copyOf(identities.identities);
  }

  private StageIdentity of(PlannedStage stage) {
    var spec = stage.spec();
    return new StageIdentity(
        spec.name(),
        words(spec.body()),
        StageDigest.of(whatComputes(spec.body())),
        spec.constants(),
        StageDigest.of(whatIsGiven(spec.inputs())),
        rows(stage.dependence()));
  }

  private static String words(TaskBody body) {
    return switch (body) {
      case TaskBody.Builtin(String kind, int version) -> "kind " + kind + ", version " + version;
      case TaskBody.Command(CommandLine line) -> "command " + words(line.program());
      case TaskBody.JavaMethod java -> "method " + java.type() + "." + java.method();
      case TaskBody.PythonFunction python ->
          "function " + python.module() + ":" + python.function();
      case TaskBody.Closure _ -> "a closure";
    };
  }

  private static String words(CommandLine.Program program) {
    return switch (program) {
      case CommandLine.Program.Words(var words) ->
          words.stream().map(word -> word.written()).collect(Collectors.joining(" "));
      case CommandLine.Program.Shell(String text, _) -> text;
    };
  }

  // What is made of a program's end, and how often it may start, says nothing about its results.
  private static TaskBody whatComputes(TaskBody body) {
    return body instanceof TaskBody.Command(CommandLine line)
        ? new TaskBody.Command(
            new CommandLine(
                line.program(),
                line.input(),
                new LinkedHashMap<>(line.environment()),
                line.directory(),
                CommandLine.ExitCodes.USUAL,
                line.capture(),
                false,
                line.output()))
        : body;
  }

  // The content of files counts, not when they were written or where their records begin; only
  // blocks are what their offsets say.
  private static Inputs whatIsGiven(Inputs inputs) {
    return inputs instanceof Inputs.Product(List<Dimension> dimensions, var selection)
        ? new Inputs.Product(
            dimensions.stream().map(StageIdentities::whatIsGiven).toList(), selection)
        : inputs;
  }

  private static Dimension whatIsGiven(Dimension dimension) {
    return switch (dimension) {
      case FileRecords records -> whatIsGiven(records);
      case FileSeries(List<FileRecords> parts, var pathColumn) ->
          new FileSeries(parts.stream().map(StageIdentities::whatIsGiven).toList(), pathColumn);
      case Column column -> column;
    };
  }

  private static FileRecords whatIsGiven(FileRecords records) {
    return records.format() == RecordFormat.BLOCKS
        ? new FileRecords(
            records.path(),
            records.format(),
            records.columns(),
            records.size(),
            NO_STAMP,
            records.stride(),
            records.offsets())
        : new FileRecords(
            records.path(), records.format(), records.columns(), 0, NO_STAMP, 1, List.of());
  }

  private Bytes rows(Dependence dependence) {
    return switch (dependence) {
      case Dependence.None(), Dependence.Submitted() -> Bytes.EMPTY;
      case Dependence.AllOf(List<Integer> stages) -> digest("after " + before(stages));
      case Dependence.RowsOf(String table, List<Integer> stages, _) ->
          digest("rows of " + table + " " + before(stages) + made(table));
    };
  }

  private String before(List<Integer> stages) {
    return stages.stream()
        .map(number -> {
          var identity = identities.get(number);
          return identity.name() + hex(identity.code()) + hex(identity.inputs());
        })
        .collect(Collectors.joining(","));
  }

  /** How a table is made of results; what these are is told by the stages themselves. */
  private String made(String table) {
    Optional<Derivation> derivation =
        plan.derivations().stream().filter(one -> one.name().equals(table)).findFirst();
    if (derivation.isPresent()) {
      var one = derivation.get();
      var from = one.from().stream().map(this::made).collect(Collectors.joining(";"));
      return "(" + one.operation() + one.columns() + from + ")";
    }
    return plan.stages().stream()
        .filter(stage -> stage.spec().name().equals(table))
        .map(stage -> "(" + stage.spec().name() + stage.combination() + ")")
        .collect(Collectors.joining());
  }

  private static String hex(Bytes digest) {
    return java.util.HexFormat.of().formatHex(digest.toArray());
  }

  private static Bytes digest(String text) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return Bytes.adopt(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
