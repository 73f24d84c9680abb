package dev.thresher.codec;

import dev.thresher.journal.Entry;
import dev.thresher.journal.StageIdentity;
import dev.thresher.model.BatchId;
import dev.thresher.model.Bytes;
import dev.thresher.model.Failure;
import dev.thresher.model.HeapUse;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunId;
import dev.thresher.model.TaskId;
import dev.thresher.model.TaskRange;
import dev.thresher.model.Value;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.TaskResult;
import dev.thresher.task.ClassPath;
import dev.thresher.task.CodeBundle;
import dev.thresher.task.Column;
import dev.thresher.task.CommandLine;
import dev.thresher.task.Dimension;
import dev.thresher.task.FileRecords;
import dev.thresher.task.FileSeries;
import dev.thresher.task.Inputs;
import dev.thresher.task.RecordColumn;
import dev.thresher.task.RecordFormat;
import dev.thresher.task.Selection;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import dev.thresher.task.Template;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Random messages, one maker for each leaf of each sealed type that crosses the wire. The round
 * trip test fails while a leaf has none.
 */
final class RandomMessages {
  private static final int VALUE_LEVELS = 4;

  private final SplittableRandom random;
  private final Map<Class<?>, Supplier<?>> makers = new LinkedHashMap<>();

  RandomMessages(long seed) {
    this.random = new SplittableRandom(seed);
    replies();
    requests();
    stages();
    results();
    values();
    entries();
  }

  /** Any leaf of the sealed type, chosen at random. */
  <T> T any(Class<T> sealed) {
    var leaves = makers.keySet().stream().filter(sealed::isAssignableFrom).toList();
    return sealed.cast(make(leaves.get(random.nextInt(leaves.size()))));
  }

  /**
   * @throws AssertionError if nobody has written a maker for the leaf
   */
  Object make(Class<?> leaf) {
    var maker = makers.get(leaf);
    if (maker == null) {
      throw new AssertionError("RandomMessages has no maker for " + leaf.getName());
    }
    return maker.get();
  }

  private <T> void maker(Class<T> leaf, Supplier<T> make) {
    makers.put(leaf, make);
  }

  private void replies() {
    maker(
        Reply.Register.class,
        () -> new Reply.Register(incarnation(), positive(), word(), positiveInt(), word()));
    maker(
        Reply.Ended.class,
        () ->
            new Reply.Ended(
                whole(),
                positive(),
                batch(),
                positiveInt(),
                list(this::result),
                random.nextBoolean()));
    maker(
        Reply.Returned.class,
        () -> new Reply.Returned(whole(), positive(), batch(), maybe(this::range)));
    maker(
        Reply.Beating.class,
        () ->
            new Reply.Beating(
                whole(),
                natural(),
                list(this::running),
                list(this::batch),
                new HeapUse(natural(), natural())));
    maker(Reply.Drained.class, Reply.Drained::new);
  }

  private void requests() {
    maker(
        Request.Welcome.class,
        () -> new Request.Welcome(new RunId(word()), whole(), incarnation(), natural()));
    maker(Request.Define.class, () -> new Request.Define(stage()));
    maker(Request.ForgetStage.class, () -> new Request.ForgetStage(positiveInt()));
    maker(Request.RunTasks.class, this::runTasks);
    maker(Request.Revoke.class, () -> new Request.Revoke(batch(), natural()));
    maker(Request.Cancel.class, () -> new Request.Cancel(batch(), text()));
    maker(
        Request.CancelTask.class,
        () -> new Request.CancelTask(batch(), positive(), text(), random.nextBoolean()));
    maker(Request.Acknowledge.class, () -> new Request.Acknowledge(whole(), natural()));
    maker(Request.Beat.class, () -> new Request.Beat(whole(), positive()));
    maker(Request.Drain.class, Request.Drain::new);
    maker(Request.Stop.class, Request.Stop::new);
  }

  private void stages() {
    maker(TaskBody.Builtin.class, () -> new TaskBody.Builtin(word(), random.nextInt()));
    maker(TaskBody.Command.class, () -> new TaskBody.Command(commandLine()));
    maker(
        TaskBody.JavaMethod.class, () -> new TaskBody.JavaMethod(code(), word(), word(), whole()));
    maker(
        TaskBody.PythonFunction.class,
        () ->
            new TaskBody.PythonFunction(
                "/" + word(),
                word(),
                word(),
                list(() -> new TaskBody.PythonParameter(word(), random.nextBoolean())),
                bytesOf(32)));
    maker(
        TaskBody.Closure.class,
        () ->
            new TaskBody.Closure(
                new ClassPath(list(this::word), code()), maybe(() -> any(Payload.class))));
    maker(Inputs.Given.class, Inputs.Given::new);
    maker(Inputs.Spooled.class, () -> new Inputs.Spooled(word(), list(this::word)));
    maker(Inputs.Single.class, Inputs.Single::new);
    maker(Inputs.Divided.class, Inputs.Divided::new);
    maker(
        Inputs.Product.class,
        () -> {
          var dimensions = list(() -> any(Dimension.class));
          return new Inputs.Product(dimensions, selection(dimensions));
        });
    maker(FileRecords.class, this::records);
    maker(
        FileSeries.class,
        () -> {
          var parts = new ArrayList<>(List.of(records()));
          parts.addAll(list(() -> like(parts.getFirst(), records())));
          return new FileSeries(parts, maybe(this::word));
        });
    maker(
        Column.WholeRange.class, () -> new Column.WholeRange(word(), whole(), whole(), positive()));
    maker(
        Column.DecimalRange.class,
        () -> new Column.DecimalRange(word(), decimal(), decimal(), positive()));
    maker(
        Column.Listed.class,
        () -> {
          var values = new ArrayList<>(list(() -> value(VALUE_LEVELS)));
          values.add(value(VALUE_LEVELS));
          return new Column.Listed(word(), values);
        });
  }

  private static FileRecords like(FileRecords first, FileRecords other) {
    return new FileRecords(
        other.path(),
        first.format(),
        first.columns(),
        other.size(),
        other.stamp(),
        other.stride(),
        other.offsets());
  }

  private Selection selection(List<Dimension> dimensions) {
    var cuts = new ArrayList<Selection.Cut>();
    for (int i = 0; i < dimensions.size(); i++) {
      long size = dimensions.get(i).size();
      if (size > 0 && random.nextBoolean()) {
        cuts.add(new Selection.Cut(i, list(() -> random.nextLong(size))));
      }
    }
    return new Selection(
        cuts.isEmpty() ? List.of() : List.of(new Selection.Exclusion(cuts)),
        maybe(() -> new Selection.Sample(positive(), whole())));
  }

  private FileRecords records() {
    List<Long> offsets = new ArrayList<>();
    long offset = 0;
    for (int i = random.nextInt(4); i > 0; i--) {
      offsets.add(offset);
      offset += positive() >>> 4;
    }
    int stride = random.nextInt(1, 2000);
    long size = (long) stride * offsets.size();
    return new FileRecords(
        word(),
        RecordFormat.values()[random.nextInt(RecordFormat.values().length)],
        list(() -> new RecordColumn(word(), RecordColumn.Type.values()[random.nextInt(4)])),
        size,
        new FileRecords.Stamp(natural(), whole()),
        stride,
        offsets);
  }

  private void results() {
    maker(Outcome.Completed.class, () -> new Outcome.Completed(any(Payload.class)));
    maker(Outcome.Failed.class, () -> new Outcome.Failed(failure(true)));
    maker(Outcome.TimedOut.class, () -> new Outcome.TimedOut(positive()));
    maker(Outcome.Cancelled.class, () -> new Outcome.Cancelled(text()));
    maker(Outcome.Lost.class, () -> new Outcome.Lost(incarnation(), text()));
    maker(Payload.Inline.class, this::inline);
    maker(
        Payload.Blob.class,
        () -> new Payload.Blob(word(), random.nextInt(), positive(), "/" + word()));
  }

  private void values() {
    maker(Value.Absent.class, () -> Value.Absent.ABSENT);
    maker(Value.Truth.class, () -> new Value.Truth(random.nextBoolean()));
    maker(Value.Whole.class, () -> new Value.Whole(whole()));
    maker(
        Value.Real.class,
        () -> new Value.Real(Double.longBitsToDouble(random.nextLong() & ~(1L << 51))));
    maker(Value.Text.class, () -> new Value.Text(text()));
    maker(Value.Binary.class, () -> new Value.Binary(bytes(100)));
    maker(Value.Sequence.class, () -> new Value.Sequence(list(() -> value(VALUE_LEVELS - 1))));
    maker(Value.Fields.class, () -> fields(VALUE_LEVELS - 1));
  }

  private void entries() {
    maker(
        Entry.RunOpened.class,
        () -> new Entry.RunOpened(new RunId(word()), word(), text(), whole()));
    maker(
        Entry.EpochOpened.class,
        () -> new Entry.EpochOpened(positive(), whole(), text(), whole(), list(this::opened)));
    maker(Entry.FileRead.class, () -> new Entry.FileRead("/" + word(), bytesOf(32)));
    maker(Entry.RowsCounted.class, () -> new Entry.RowsCounted(random.nextInt(100), natural()));
    maker(Entry.Committed.class, this::committed);
    maker(
        Entry.Dispatched.class, () -> new Entry.Dispatched(incarnation(), range(), positiveInt()));
    maker(Entry.GivenBack.class, () -> new Entry.GivenBack(range()));
    maker(
        Entry.Retried.class,
        () ->
            new Entry.Retried(
                new TaskId(random.nextInt(100), natural()), positiveInt(), random.nextBoolean()));
    maker(Entry.Gap.class, () -> new Entry.Gap(natural(), natural()));
    maker(Entry.Reopened.class, () -> new Entry.Reopened(range()));
    maker(
        Entry.Publishing.class,
        () ->
            new Entry.Publishing(
                list(() -> new Entry.Output("/" + word(), natural(), bytesOf(32)))));
    maker(
        Entry.Ended.class,
        () -> new Entry.Ended(RunEnd.values()[random.nextInt(RunEnd.values().length)], text()));
  }

  private Entry.StageOpened opened() {
    var identity =
        new StageIdentity(
            word(), text(), bytesOf(32), fields(VALUE_LEVELS), bytesOf(32), bytesOf(32));
    return new Entry.StageOpened(identity, random.nextInt(-1, 100));
  }

  /** With stretches of values, gaps between them, and ends of other kinds. */
  private Entry.Committed committed() {
    var results = new ArrayList<TaskResult>();
    long index = random.nextLong(1L << 40);
    for (int i = random.nextInt(20); i >= 0; i--) {
      index += random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 1;
      var outcome =
          random.nextInt(4) == 0
              ? withoutBlob(any(Outcome.class))
              : new Outcome.Completed(new Payload.Inline(Payload.VALUE_TYPE, bytes(600)));
      results.add(new TaskResult(index, outcome, random.nextInt(1 << 20)));
    }
    return new Entry.Committed(random.nextInt(100), positiveInt(), incarnation(), results);
  }

  private Outcome withoutBlob(Outcome outcome) {
    return outcome instanceof Outcome.Completed(Payload.Blob _)
        ? new Outcome.Completed(new Payload.Inline("x-" + word(), bytes(100)))
        : outcome;
  }

  private Payload.Inline inline() {
    return new Payload.Inline(
        random.nextBoolean() ? Payload.VALUE_TYPE : "x-" + word(), bytes(100));
  }

  private CodeBundle code() {
    var classes = new TreeMap<String, Bytes>();
    list(this::word).forEach(name -> classes.put(name, bytes(100)));
    return new CodeBundle(classes, list(() -> new CodeBundle.Jar("/" + word(), bytesOf(32))));
  }

  StageSpec stage() {
    return new StageSpec(
        random.nextInt(1 << 20),
        word(),
        any(TaskBody.class),
        fields(VALUE_LEVELS),
        any(Inputs.class),
        Semantics.values()[random.nextInt(Semantics.values().length)],
        random.nextLong(Long.MAX_VALUE));
  }

  private CommandLine commandLine() {
    var words = new ArrayList<>(list(this::template));
    words.add(template());
    CommandLine.Program program =
        random.nextBoolean()
            ? new CommandLine.Program.Words(words)
            : new CommandLine.Program.Shell("$" + word(), variables());
    CommandLine.Input input =
        switch (random.nextInt(3)) {
          case 0 -> new CommandLine.Input.Nothing();
          case 1 -> new CommandLine.Input.Text(template());
          default -> new CommandLine.Input.File(template());
        };
    return new CommandLine(
        program,
        input,
        variables(),
        random.nextBoolean() ? Optional.of(template()) : Optional.empty(),
        new CommandLine.ExitCodes(list(this::exitCode), list(this::exitCode), list(this::exitCode)),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean() ? Optional.of(template()) : Optional.empty());
  }

  private int exitCode() {
    return random.nextInt(1, 256);
  }

  private Template template() {
    return Template.of(Template.literal(text()) + "{a.stem}" + Template.literal(text()));
  }

  private LinkedHashMap<String, Template> variables() {
    var variables = new LinkedHashMap<String, Template>();
    list(this::word).forEach(name -> variables.put(name, template()));
    return variables;
  }

  private Request.RunTasks runTasks() {
    long from = random.nextLong(Long.MAX_VALUE / 2);
    int size = random.nextInt(1, 5);
    List<Payload> arguments = new ArrayList<>();
    if (random.nextBoolean()) {
      for (int i = 0; i < size; i++) {
        arguments.add(any(Payload.class));
      }
    }
    var tasks = new TaskRange(random.nextInt(100), from, from + size);
    return new Request.RunTasks(
        whole(), batch(), tasks, positiveInt(), random.nextBoolean(), arguments);
  }

  TaskResult result() {
    return new TaskResult(
        random.nextLong(Long.MAX_VALUE), any(Outcome.class), random.nextLong(Long.MAX_VALUE));
  }

  Value value(int levels) {
    return switch (random.nextInt(levels == 0 ? 6 : 8)) {
      case 0 -> any(Value.Absent.class);
      case 1 -> any(Value.Truth.class);
      case 2 -> any(Value.Whole.class);
      case 3 -> any(Value.Real.class);
      case 4 -> any(Value.Text.class);
      case 5 -> any(Value.Binary.class);
      case 6 -> new Value.Sequence(list(() -> value(levels - 1)));
      default -> fields(levels - 1);
    };
  }

  Value.Fields fields(int levels) {
    var entries = new LinkedHashMap<String, Value>();
    for (int i = random.nextInt(4); i > 0; i--) {
      entries.put(text(), value(Math.max(0, levels)));
    }
    return new Value.Fields(entries);
  }

  private Failure failure(boolean withChain) {
    List<Failure> causes = withChain ? list(() -> failure(false)) : List.of();
    List<Failure> suppressed = withChain ? list(() -> failure(false)) : List.of();
    List<String> supertypes = withChain ? list(this::word) : List.of();
    var thrown = withChain ? maybe(() -> (Payload) inline()) : Optional.<Payload>empty();
    return new Failure(word(), text(), list(this::text), causes, suppressed, supertypes, thrown);
  }

  private Reply.Running running() {
    var task = new TaskId(random.nextInt(100), random.nextLong(Long.MAX_VALUE));
    return new Reply.Running(task, positiveInt(), natural(), natural());
  }

  private TaskRange range() {
    long from = random.nextLong(Long.MAX_VALUE - 1);
    return new TaskRange(random.nextInt(100), from, random.nextLong(from, Long.MAX_VALUE - 1) + 1);
  }

  Incarnation incarnation() {
    return new Incarnation(new WorkerId(word()), positiveInt());
  }

  private BatchId batch() {
    return new BatchId(whole());
  }

  private long whole() {
    return random.nextBoolean() ? random.nextLong(-3, 4) : random.nextLong();
  }

  private long natural() {
    return positive() - 1;
  }

  private long positive() {
    return random.nextBoolean() ? 1 : random.nextLong(1, Long.MAX_VALUE);
  }

  private int positiveInt() {
    return random.nextBoolean() ? 1 : random.nextInt(1, Integer.MAX_VALUE);
  }

  private BigDecimal decimal() {
    return BigDecimal.valueOf(random.nextLong(), random.nextInt(-50, 50));
  }

  private Bytes bytes(int most) {
    return bytesOf(random.nextInt(most));
  }

  private Bytes bytesOf(int length) {
    byte[] content = new byte[length];
    random.nextBytes(content);
    return Bytes.adopt(content);
  }

  /** Never empty. */
  String word() {
    return "n" + text();
  }

  private String text() {
    var text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.appendCodePoint(codePoint());
    }
    return text.toString();
  }

  private int codePoint() {
    int any =
        random.nextInt(4) == 0 ? random.nextInt(Character.MAX_CODE_POINT) : random.nextInt(128);
    return any >= Character.MIN_SURROGATE && any <= Character.MAX_SURROGATE ? 'x' : any;
  }

  private <T> List<T> list(Supplier<T> make) {
    List<T> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(make.get());
    }
    return items;
  }

  private <T> Optional<T> maybe(Supplier<T> make) {
    return random.nextBoolean() ? Optional.of(make.get()) : Optional.empty();
  }
}
