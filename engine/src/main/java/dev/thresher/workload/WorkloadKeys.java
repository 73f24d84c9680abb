package dev.thresher.workload;

import java.util.List;

/** Every key of a workload file, apart from the names that users choose. */
public final class WorkloadKeys {
  /** At the top of the file. */
  public static final List<String> TOP =
      List.of(
          "name",
          "backend",
          "workers",
          "params",
          "each",
          "exclude",
          "sample",
          "task",
          "stages",
          "reduce",
          "output",
          "on-error",
          "halt",
          "retries",
          "semantics",
          "max-parallel",
          "priority",
          "deadline",
          "seed",
          "engine",
          "profiles");

  /** In a profile: all that the file may have but profiles. */
  static final List<String> PROFILE = TOP.stream().filter(key -> !key.equals("profiles")).toList();

  /** In a stage of {@code stages}. */
  public static final List<String> STAGE =
      List.of(
          "from",
          "after",
          "each",
          "exclude",
          "sample",
          "task",
          "reduce",
          "group-by",
          "join",
          "on",
          "output",
          "on-error",
          "retries",
          "semantics",
          "max-parallel",
          "priority");

  /** Beside {@code stages}: for each stage that does not say otherwise. */
  static final List<String> INHERITED =
      List.of("params", "on-error", "retries", "semantics", "max-parallel", "priority");

  /** At the top, and in a stage where there are {@code stages}. */
  static final List<String> OF_STAGE =
      List.of("each", "exclude", "sample", "task", "reduce", "output");

  /** In {@code task}, beside the parameters of the kind. */
  public static final List<String> TASK =
      List.of(
          "kind",
          "command",
          "shell",
          "stdin",
          "environment",
          "directory",
          "exit-codes",
          "capture",
          "idempotent",
          "java",
          "class",
          "jars",
          "method",
          "python",
          "deadline",
          "retries",
          "semantics");

  /** Of {@link #TASK}, those that every form knows. */
  public static final List<String> TASK_OF_ALL = List.of("deadline", "retries", "semantics");

  /** At the top of a file that describes an executor of the Java API. */
  public static final List<String> EXECUTOR =
      List.of("name", "backend", "workers", "task", "retries", "semantics", "priority", "engine");

  /** In {@code halt}. */
  public static final List<String> HALT = List.of("failures", "running");

  /** In {@code retries} where it is a block. */
  public static final List<String> RETRIES =
      List.of(
          "times",
          "on",
          "non-retryable",
          "initial-interval",
          "backoff-coefficient",
          "maximum-interval");

  /** In {@code exit-codes}. */
  public static final List<String> EXIT_CODES = List.of("retry", "fail", "ignore");

  /** In a column of {@code each} that is a block. */
  public static final List<String> COLUMN =
      List.of("files", "csv", "jsonl", "lines", "blocks", "path");

  /** In {@code sample}. */
  public static final List<String> SAMPLE = List.of("size", "seed");

  /** Keys of a stage that say whose rows it takes. */
  static final List<String> SOURCES = List.of("from", "join");

  /** In {@code blocks}. */
  public static final List<String> BLOCKS = List.of("file", "size");

  /** In {@code reduce}, if it names a method. */
  public static final List<String> REDUCE = List.of("java", "class", "jars", "method", "column");

  /** Functions in {@code reduce}. */
  public static final List<String> FUNCTIONS =
      List.of("count", "sum", "mean", "min", "max", "first", "last");

  // Known by name, so that they are refused as what they are and not as misspellings.
  static final List<String> STAGE_LATER = List.of("seed");
  static final List<String> TASK_LATER = List.of("exclusive");

  private WorkloadKeys() {}
}
