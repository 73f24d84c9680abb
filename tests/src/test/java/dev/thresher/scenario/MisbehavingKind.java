package dev.thresher.scenario;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.Division;
import dev.thresher.task.Parameter;
import dev.thresher.task.Parameter.Type;
import dev.thresher.task.Reducer;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskKind;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Tasks that count themselves, of which one does what user code should not. Found on the class path
 * of the tests, by the coordinator and by worker processes alike.
 */
public final class MisbehavingKind implements TaskKind {
  static final String NAME = "misbehaving";

  /** What the bad task does. */
  enum Manner {
    PRINT,
    THROW,
    MISS_A_CLASS,
    OVERFLOW_THE_STACK,
    FILL_THE_HEAP,
    EXIT,
    HALT,
    IGNORE_INTERRUPTS;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String summary() {
    return "for tests";
  }

  @Override
  public String source() {
    return "tests";
  }

  @Override
  public List<Parameter> parameters() {
    var manners = java.util.Arrays.stream(Manner.values()).map(Manner::word).toList();
    return List.of(
        Parameter.required("manner", new Type.Choice(manners), "", "what the bad task does"),
        Parameter.required("tasks", new Type.WholeBetween(1, 1_000_000), "", "how many"),
        Parameter.required(
            "bad", new Type.WholeBetween(-1, 1_000_000), "", "index of the bad one"));
  }

  @Override
  public List<String> resultFields() {
    return List.of("done");
  }

  @Override
  public Division divide(Fields constants) {
    return new Numbered(constants.whole("tasks"));
  }

  private record Numbered(long size) implements Division {
    @Override
    public Fields row(long index) {
      return Fields.of("number", Value.of(index));
    }
  }

  @Override
  public Value run(Fields arguments, TaskContext context) throws Exception {
    if (arguments.whole("number") == arguments.whole("bad")) {
      var word = arguments.find("manner").orElseThrow().asText();
      misbehave(Manner.valueOf(word.toUpperCase(java.util.Locale.ROOT).replace('-', '_')));
    } else {
      Thread.sleep(2);
    }
    return Fields.of("done", Value.of(1));
  }

  private static void misbehave(Manner manner) {
    switch (manner) {
      case PRINT -> {
        System.out.println("printed to out");
        System.err.print("printed to err");
      }
      case THROW -> throw new IllegalStateException("as the test wants it");
      case MISS_A_CLASS -> throw new NoClassDefFoundError("no/such/Type");
      case OVERFLOW_THE_STACK -> deeper(0);
      case FILL_THE_HEAP -> fill();
      case EXIT -> System.exit(17);
      case HALT -> Runtime.getRuntime().halt(18);
      case IGNORE_INTERRUPTS -> ignoreInterrupts();
    }
  }

  private static int deeper(int depth) {
    return depth < 0 ? 0 : 1 + deeper(depth + 1);
  }

  private static void fill() {
    var all = new java.util.ArrayList<byte[]>();
    while (true) {
      all.add(new byte[16 << 20]);
    }
  }

  /**
   * On threads it outlives its run; a processor that it kept busy would be missed by later tests.
   */
  private static void ignoreInterrupts() {
    long end = System.nanoTime() + 600_000_000_000L;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
      Thread.interrupted();
    }
  }

  @Override
  public Reducer reducer() {
    return new Reducer() {
      @Override
      public Value combine(Value left, Value right) {
        return Fields.of(
            "done", Value.of(left.asFields().whole("done") + right.asFields().whole("done")));
      }

      @Override
      public Value finish(Value combined, Fields constants) {
        return combined;
      }
    };
  }
}
