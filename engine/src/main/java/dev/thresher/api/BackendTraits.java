package dev.thresher.api;

import dev.thresher.model.BackendKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a task can tell of the place where it runs. Whatever is not here is the same everywhere.
 *
 * @param objects what becomes of tasks, arguments, results and exceptions on their way
 * @param statics whose static fields a task sees
 * @param cancelled what becomes of a cancelled task that waits
 * @param order how far tasks that wait start in the order of their priorities
 * @param strongestCancel how far a cancellation can go
 * @param crash what {@code System.exit}, {@code halt} or a crash of the JVM in a task costs
 * @param waiting whether a task may wait for tasks of its own executor
 * @param uncaught who is told what a task of {@code execute} throws
 */
public record BackendTraits(
    BackendKind backend,
    Objects objects,
    Statics statics,
    Cancelled cancelled,
    Order order,
    CancelLevel strongestCancel,
    Crash crash,
    Waiting waiting,
    Uncaught uncaught) {

  /** What arrives. */
  public enum Objects {
    SHARED("the very objects"),
    /** By their classes' own rules of serialisation; what has none is refused at submission. */
    COPIED("copies");

    private final String words;

    Objects(String words) {
      this.words = words;
    }
  }

  /** Static fields. */
  public enum Statics {
    OF_THE_CALLER("the caller's"),
    OF_THE_WORKER("each worker's own, gone with it");

    private final String words;

    Statics(String words) {
      this.words = words;
    }
  }

  /** Cancellation before the start. */
  public enum Cancelled {
    NEVER_STARTS("never starts"),
    /** Its result is dropped then. */
    UNTIL_ITS_WORKER_KNOWS("may start for some milliseconds, where a worker holds it already");

    private final String words;

    Cancelled(String words) {
      this.words = words;
    }
  }

  /** Order of starts. */
  public enum Order {
    STRICT("always"),
    /** A worker is sent a batch ahead, so that it need not wait for the next one. */
    BEHIND_WHAT_A_WORKER_HOLDS("but for a few that a worker holds already");

    private final String words;

    Order(String words) {
      this.words = words;
    }
  }

  /** The cost of a crash. */
  public enum Crash {
    THE_PROGRAM("the whole program"),
    /** It starts again elsewhere, unless it is not idempotent. */
    THE_TASK("the task that ran on that worker");

    private final String words;

    Crash(String words) {
      this.words = words;
    }
  }

  /** Waiting inside of tasks. */
  public enum Waiting {
    LENDS_ITS_PLACE("yes; its place is lent meanwhile"),
    /** An executor cannot travel, so a task that captures one is refused at submission. */
    REFUSED("no; refused at submission");

    private final String words;

    Waiting(String words) {
      this.words = words;
    }
  }

  /** Exceptions without a future. */
  public enum Uncaught {
    HANDLER_OF_THE_THREAD("the handler of the thread"),
    LOG("the log");

    private final String words;

    Uncaught(String words) {
      this.words = words;
    }
  }

  public static BackendTraits of(BackendKind backend) {
    return switch (backend) {
      case THREADS, VIRTUAL_THREADS ->
          new BackendTraits(
              backend,
              Objects.SHARED,
              Statics.OF_THE_CALLER,
              Cancelled.NEVER_STARTS,
              Order.STRICT,
              CancelLevel.INTERRUPT,
              Crash.THE_PROGRAM,
              Waiting.LENDS_ITS_PLACE,
              Uncaught.HANDLER_OF_THE_THREAD);
      case PROCESSES, CLUSTER ->
          new BackendTraits(
              backend,
              Objects.COPIED,
              Statics.OF_THE_WORKER,
              Cancelled.UNTIL_ITS_WORKER_KNOWS,
              Order.BEHIND_WHAT_A_WORKER_HOLDS,
              CancelLevel.FORCE,
              Crash.THE_TASK,
              Waiting.REFUSED,
              Uncaught.LOG);
    };
  }

  /** All of them, in the lines of a Markdown table. */
  public static List<String> table() {
    var all =
        List.of(
            of(BackendKind.THREADS),
            of(BackendKind.VIRTUAL_THREADS),
            of(BackendKind.PROCESSES),
            of(BackendKind.CLUSTER));
    var lines = new ArrayList<String>();
    lines.add(row("place", all, traits -> "`" + traits.backend.keyword() + "`"));
    lines.add("|---|---|---|---|---|");
    lines.add(row("tasks, arguments, results", all, traits -> traits.objects.words));
    lines.add(row("static fields", all, traits -> traits.statics.words));
    lines.add(row("a cancelled task that waits", all, traits -> traits.cancelled.words));
    lines.add(row("higher priorities start first", all, traits -> traits.order.words));
    lines.add(row("a task that runs can be", all, traits -> words(traits.strongestCancel)));
    lines.add(row("`System.exit` or a crash costs", all, traits -> traits.crash.words));
    lines.add(row("waiting for own tasks in a task", all, traits -> traits.waiting.words));
    lines.add(row("what `execute` throws goes to", all, traits -> traits.uncaught.words));
    return List.copyOf(lines);
  }

  private static String words(CancelLevel strongest) {
    return switch (strongest) {
      case UNSTARTED -> "left alone";
      case INTERRUPT -> "interrupted";
      case FORCE -> "interrupted, then ended with its process";
    };
  }

  private static String row(
      String trait, List<BackendTraits> all, Function<BackendTraits, String> cell) {
    var line = new StringBuilder("| ").append(trait);
    all.forEach(traits -> line.append(" | ").append(cell.apply(traits)));
    return line.append(" |").toString();
  }
}
