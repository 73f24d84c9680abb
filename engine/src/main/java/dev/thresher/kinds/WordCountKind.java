package dev.thresher.kinds;

import dev.thresher.kernel.WordTable;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.task.Division;
import dev.thresher.task.Parameter;
import dev.thresher.task.Parameter.Type.ReadableFile;
import dev.thresher.task.Parameter.Type.WholeBetween;
import dev.thresher.task.Reducer;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code word-count}: how often each word occurs in a text file, see {@link WordTable}. */
final class WordCountKind implements TaskKind {
  private static final String FILE = "file";
  private static final String FROM = "from";
  private static final String UNTIL = "until";
  private static final String WORDS = "words";
  private static final String DISTINCT = "distinct";
  private static final String TABLE = "table";

  @Override
  public String name() {
    return "word-count";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String summary() {
    return "counts the words of a text file, upper and lower case alike";
  }

  @Override
  public String source() {
    return "the same words as tr -cs A-Za-z '\\n' | tr A-Z a-z | sort | uniq -c (POSIX)";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.required(FILE, new ReadableFile(), "", "the text; only A-Z and a-z count"),
        Parameter.optional(
            FROM, new WholeBetween(0, Long.MAX_VALUE), "bytes", "where to begin", Value.of(0L)),
        Parameter.optional(
            UNTIL,
            new WholeBetween(0, Long.MAX_VALUE),
            "bytes",
            "where to stop, at the end of the file at the latest",
            Value.of(Long.MAX_VALUE)));
  }

  @Override
  public List<String> resultFields() {
    return List.of(WORDS, DISTINCT, TABLE);
  }

  @Override
  public Division divide(Fields constants) {
    return Pieces.whole();
  }

  @Override
  public Value run(Fields arguments, TaskContext context) throws IOException, InterruptedException {
    var counted = new WordTable();
    FileChunks.read(
        Path.of(arguments.text(FILE)),
        arguments.whole(FROM),
        arguments.whole(UNTIL),
        context,
        counted::accept);
    counted.finish();
    var table = new LinkedHashMap<String, Value>();
    counted.sorted().forEach(entry -> table.put(entry.word(), Value.of(entry.count())));
    return partial(counted.words(), table);
  }

  @Override
  public Reducer reducer() {
    return new Tables();
  }

  // A partial table has one field per word, in alphabetical order: half the bytes of the finished
  // form, which repeats its field names on every line.
  private static Fields partial(long words, Map<String, Value> table) {
    return Fields.of(WORDS, Value.of(words)).with(TABLE, new Fields(table));
  }

  private record Tables() implements Reducer {
    @Override
    public Value combine(Value left, Value right) {
      var table = new TreeMap<>(tableOf(left));
      tableOf(right).forEach((word, count) -> table.merge(word, count, Tables::add));
      long words = Math.addExact(left.asFields().whole(WORDS), right.asFields().whole(WORDS));
      return partial(words, table);
    }

    @Override
    public Value finish(Value combined, Fields constants) {
      var lines =
          tableOf(combined).entrySet().stream()
              .map(entry -> line(entry.getKey(), entry.getValue()))
              .toList();
      return Fields.of(WORDS, combined.asFields().get(WORDS))
          .with(DISTINCT, Value.of(lines.size()))
          .with(TABLE, new Sequence(lines));
    }

    private static Map<String, Value> tableOf(Value partial) {
      return partial.asFields().get(TABLE).asFields().entries();
    }

    private static Value add(Value left, Value right) {
      return Value.of(Math.addExact(left.asWhole(), right.asWhole()));
    }

    private static Value line(String word, Value count) {
      var fields = new LinkedHashMap<String, Value>();
      fields.put("word", Value.of(word));
      fields.put("count", count);
      return new Fields(fields);
    }
  }
}
