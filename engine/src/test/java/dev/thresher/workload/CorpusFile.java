package dev.thresher.workload;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * A valid workload file made at random, line by line, into which errors are then planted; it knows
 * on which line each of them must be found.
 */
final class CorpusFile {
  /** Holds at most one error. */
  static final class Line {
    final String id;
    String text;
    boolean taken;

    Line(String id, String text) {
      this.id = id;
      this.text = text;
    }
  }

  /**
   * @param says part of the message
   */
  record Expected(Line line, String says) {}

  /** As found: {@code line: message}. */
  record Located(int line, String says) {}

  final SplittableRandom random;
  final List<Line> lines = new ArrayList<>();
  private final List<Expected> expected = new ArrayList<>();

  CorpusFile(SplittableRandom random) {
    this.random = random;
    decorate();
    top();
    if (random.nextBoolean()) {
      walk();
    } else {
      digest();
    }
    engine();
  }

  private void top() {
    add("name", key("name", "sweep-" + random.nextInt(1000)));
    add("backend", key("backend", pick("threads", "virtual-threads", "processes")));
    maybe("workers", key("workers", "" + random.nextInt(1, 64)));
    maybe("deadline", key("deadline", pick("1h", "30 minutes", "1.5 d")));
    if (random.nextBoolean()) {
      maybe("on-error", key("on-error", pick("fail-fast", "collect", "skip")));
    } else {
      maybe("halt", "halt { failures = " + pick("3", "2.5%", "100 %") + " }");
    }
    maybe("retries", key("retries", "" + random.nextInt(4)));
  }

  private void walk() {
    open("params");
    add("params.walks", key("walks", pick("100", "1e3", "10000")));
    close("params");
    open("each");
    add("each.p", key("p", pick("0.1..0.9 step 0.1", "[0, 0.5, 1]", "1.0..0.0 step -0.25")));
    add("each.seed", key("seed", pick("1..20", "20..1 step -1", "[3, 1, 2]")));
    close("each");
    task("walk");
    maybe("task.mode", key("mode", pick("fast", "exact", "\"exact\"")));
    close("task");
    open("reduce");
    add("reduce.total", key("total", pick("sum(steps)", "mean( steps )", "max(p)")));
    maybe("reduce.n", key("n", "count"));
    close("reduce");
    add("output", key("output", pick("out.csv", "a/b.json", "/tmp/x.jsonl", "\"it's.png\"")));
  }

  private void digest() {
    open("each");
    add("each.file", "file.files = " + pick("\"photos/*.jpg\"", "[\"photos/*\", note.txt]"));
    close("each");
    task("digest");
    close("task");
    maybe("output", key("output", pick("out.csv", "\"x y.jsonl\"")));
  }

  private void task(String kind) {
    open("task");
    add("task.kind", key("kind", kind));
    maybe("task.deadline", key("deadline", pick("30s", "5 minutes", "200ms")));
    maybe("task.retries", key("retries", "2"));
    maybe("task.semantics", key("semantics", pick("at-least-once", "at-most-once")));
  }

  private void engine() {
    if (random.nextBoolean()) {
      open("engine");
      add("engine.batch", "schedule.batch-target = " + pick("2ms", "10 ms"));
      maybe("engine.slots", "processes { slots = 2 }");
      close("engine");
    }
  }

  private void open(String block) {
    add(block + "{", block + pick(" {", "{", " = {", "\n{", ": {"));
  }

  private void close(String block) {
    add(block + "}", pick("}", "  }", "} # end of " + block));
  }

  private void maybe(String id, String text) {
    if (random.nextBoolean()) {
      add(id, text);
    }
  }

  private void add(String id, String text) {
    for (var part : text.split("\n")) {
      lines.add(new Line(id, part));
    }
    decorate();
  }

  private void decorate() {
    while (random.nextInt(5) == 0) {
      lines.add(
          new Line("-", pick("", "# a comment", "// another: { [ \" it's", "\t", "  # x = ${y}")));
    }
  }

  String key(String name, String value) {
    return pick("", "  ", "\t")
        + pick(name, name, "\"" + name + "\"")
        + pick(" = ", "=", ": ", "   =  ")
        + value
        + pick("", "", " # why", " // why: http://x", ",");
  }

  String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** The line of that id, unless an error is on it or there is none. */
  java.util.Optional<Line> free(String id) {
    return lines.stream().filter(line -> line.id.equals(id) && !line.taken).findFirst();
  }

  boolean isTaken(String id) {
    return lines.stream().anyMatch(line -> line.id.equals(id) && line.taken);
  }

  boolean hasParameterErrors() {
    return List.of("params.walks", "params}", "each.p", "each.seed", "task.mode", "reduce.total")
        .stream()
        .anyMatch(this::isTaken);
  }

  void replace(Line line, String text, String says) {
    line.text = text;
    expect(line, says);
  }

  /** Puts a new line behind {@code before}; the error is on the new one. */
  void insertAfter(Line before, String text, String says) {
    var line = new Line("+", text);
    lines.add(lines.indexOf(before) + 1, line);
    expect(line, says);
  }

  void expect(Line line, String says) {
    line.taken = true;
    expected.add(new Expected(line, says));
  }

  String text() {
    return lines.stream().map(line -> line.text).collect(Collectors.joining("\n"));
  }

  List<Located> expected() {
    return expected.stream()
        .map(error -> new Located(lines.indexOf(error.line()) + 1, error.says()))
        .sorted(Comparator.comparingInt(Located::line))
        .toList();
  }
}
