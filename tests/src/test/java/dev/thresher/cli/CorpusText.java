package dev.thresher.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * A valid workload file made at random, over all keys, a key a line. Beside what stands on a line
 * it is known what could stand there and would be wrong.
 */
final class CorpusText {
  /**
   * @param says part of the complaint
   */
  record Wrong(String text, String says) {}

  private static final class Line {
    String text;
    final List<Wrong> wrong;

    Line(String text, List<Wrong> wrong) {
      this.text = text;
      this.wrong = wrong;
    }
  }

  /** A mistake and the line that has it. */
  record Planted(int line, String says) {}

  private final SplittableRandom random;
  private final List<Line> lines = new ArrayList<>();

  CorpusText(SplittableRandom random) {
    this.random = random;
    top();
    if (random.nextInt(3) == 0) {
      stages();
    } else {
      flat();
    }
    engine();
    profiles();
  }

  String text() {
    return lines.stream().map(line -> line.text).collect(Collectors.joining("\n", "", "\n"));
  }

  /** Puts a mistake on one line. */
  Planted plant() {
    var places = lines.stream().filter(line -> !line.wrong.isEmpty()).toList();
    var place = places.get(random.nextInt(places.size()));
    var wrong = place.wrong.get(random.nextInt(place.wrong.size()));
    place.text = wrong.text();
    return new Planted(lines.indexOf(place) + 1, wrong.says());
  }

  private void top() {
    add("name = corpus-" + random.nextInt(100), wrong("name = \"a b\"", "must be a name"));
    maybe(
        "backend = " + pick("threads", "virtual-threads", "processes"),
        wrong("backend = thread", "must be one of"),
        wrong("bakend = threads", "unknown key"));
    maybe(
        "workers = " + random.nextInt(1, 9),
        wrong("workers = 0", "must be a whole number"),
        wrong("workers = [1]", "is a list"));
    maybe("deadline = " + pick("1h", "2 d"), wrong("deadline = 5", "must be a time"));
    maybe(
        "on-error = " + pick("fail-fast", "collect", "skip"),
        wrong("on-error = panic", "must be one of"));
    maybe(
        "semantics = " + pick("at-least-once", "at-most-once"),
        wrong("semantics = exactly-once", "must be one of"));
    maybe("max-parallel = 4", wrong("max-parallel = 0", "must be a whole number"));
    maybe("priority = -3", wrong("priority = high", "must be a whole number"));
    retries();
    add("# " + pick("a comment", "it's { [ \" // unbalanced", "${nothing}"));
  }

  private void retries() {
    if (random.nextBoolean()) {
      maybe("retries = 2", wrong("retries = -1", "must be"));
      return;
    }
    add("retries {");
    add("times = 3", wrong("times = 3.5", "must be a whole number"));
    maybe(
        "on = " + pick("failure", "[timeout, java.io.IOException]"),
        wrong("on = [failure, 3 x]", "on"));
    maybe("non-retryable = ValueError", wrong("non-retryable = [[]]", "non-retryable"));
    maybe("initial-interval = 0s", wrong("initial-interval = soon", "must be a time"));
    maybe("backoff-coefficient = 1.5", wrong("backoff-coefficient = 0", "must be"));
    maybe("maximum-interval = 5m", wrong("maximum-intervall = 5m", "unknown key"));
    add("}");
  }

  private void flat() {
    switch (random.nextInt(8)) {
      case 0 -> sleeps();
      case 1 -> primes();
      case 2 -> files();
      case 3 -> java();
      case 4 -> jar();
      case 5 -> python();
      case 6 -> words();
      default -> shell();
    }
  }

  private void sleeps() {
    add("params { millis = " + random.nextInt(9), wrong("params { milis = 3", "milis"));
    add("}");
    if (random.nextBoolean()) {
      add("each {");
      add(
          "tasks." + pick("lines = millis.txt", "lines = [millis.txt]"),
          wrong("tasks.lines = no.txt", "no.txt"),
          wrong("tasks.line = millis.txt", "tasks"));
      add("}");
    }
    task(
        "kind = sleep", wrong("kind = slep", "unknown kind"), wrong("king = sleep", "unknown key"));
    aggregate("n = count", wrong("n = count(x)", "count"));
  }

  private void primes() {
    add("each {");
    add(
        "limit = " + pick("1000..9000 step 1000", "[10, 100, 1000]", "9..1 step -2"),
        wrong("limit = 9..1", "the range is empty"),
        wrong("limit = 1..9 step 0", "step"),
        wrong("limit = [1, -5]", "must be a whole number"),
        wrong("limit = []", "the list is empty"),
        wrong("limit = 0.1..0.9", "needs a step"),
        wrong("limit = 1..99999999999999999999", "limit"));
    add("segment = [0, 1000]", wrong("segment = [x]", "must be a whole number"));
    add("}");
    if (random.nextBoolean()) {
      add(
          "exclude = [{ segment = 1000 }]",
          wrong("exclude = [{ segment = 7 }]", "segment"),
          wrong("exclude = 3", "exclude"));
    }
    maybe("sample { size = 2, seed = 5 }", wrong("sample { size = 1000 }", "sample"));
    task("kind = primes", wrong("kind = [primes]", "must be one of"));
    aggregate(
        pick("total = sum(primes)", "m = mean(primes)", "f = first(limit)"),
        wrong("total = sum(prims)", "there is no column"),
        wrong("total = add(primes)", "add"));
  }

  private void files() {
    add("each {");
    add(
        "file.files = " + pick("\"photos/**/*.jpg\"", "[\"texts/*.txt\", \"photos/?.jpg\"]"),
        wrong("file.files = \"photos/*.gif\"", "no file matches"),
        wrong("file.files = \"photos/[\"", "malformed"),
        wrong("file.fils = \"photos/*\"", "file"));
    add("}");
    task("kind = sha256", wrong("kind = sha512", "unknown kind"));
    output("out.csv", "a/b.json", "/tmp/x.jsonl", "\"it's.csv\"");
  }

  private void java() {
    if (random.nextBoolean()) {
      add("seed = 7", wrong("seed = seven", "seed"));
      add("each { word = [a, \"b c\"] }", wrong("each { wort = [a] }", "wort"));
      task("java = Walk.java, method = tell", wrong("java = Broken.java", "Broken.java"));
      return;
    }
    add("params { walks = 10 }", wrong("params { walks = 1e12 }", "walks"));
    add(
        "each { p = 0.1..0.3 step 0.1, seed = 1..3 }",
        wrong("each { p = [x], seed = [1] }", "must be a number"));
    task(
        "java = Walk.java, method = steps",
        wrong("java = Wlak.java, method = steps", "Wlak.java"),
        wrong("java = Walk.java, method = step", "steps"),
        wrong("java = Walk.java, method = steps, python = \"a:b\"", "both"));
    output("steps.csv", "steps.jsonl");
  }

  private void jar() {
    add("each { n = 1..4 }", wrong("each { n = [3000000000] }", "n"));
    task(
        "class = Far, method = far, jars = " + pick("lib/far.jar", "[\"lib/*.jar\"]"),
        wrong("class = Fur, method = far, jars = lib/far.jar", "Fur"),
        wrong("class = Far, method = far, jars = lib/fur.jar", "fur.jar"),
        wrong("class = Far, method = far, jars = broken.jar", "broken.jar"));
  }

  private void python() {
    add("each {");
    add(
        "row." + pick("csv = rows.csv", "jsonl = rows.jsonl", "csv = [rows.csv, more.csv]"),
        wrong("row.csv = bad.csv", "bad.csv"),
        wrong("row.jsonl = bad.jsonl", "bad.jsonl"),
        wrong("row.csv = photos", "photos"),
        wrong("row.csv = way-out/pipe", "pipe"));
    add("}");
    task(
        "python = \"factors:factors\"",
        wrong("python = factors", "module"),
        wrong("python = \"factors:fctors\"", "fctors"),
        wrong("python = \"broken:factors\"", "broken.py"),
        wrong("python = \"no_such:f\"", "no_such"));
    output("factors.jsonl");
  }

  private void words() {
    add("params { most = 7 }", wrong("params { most = 7, mots = 7 }", "mots"));
    add(
        "each { text.files = \"texts/*\" }",
        wrong("each { text.files = \"texts/*\", text.csv = rows.csv }", "text"));
    add("task {");
    add(
        "command = [head, -n, \"{most}\", \"{text}\"" + pick("]", ", \"{{\", \"\"]"),
        wrong("command = [head, -n, \"{mots}\"]", "mots"),
        wrong("command = []", "a list of words"),
        wrong("command = [no-such-program-anywhere]", "there is no program"),
        wrong("command = [head, \"{\"]", "a { opens a name"),
        wrong("command = [head, [x]]", "must be a text"));
    maybe("stdin = \"{text.stem}\"", wrong("stdin = [x]", "stdin"));
    maybe("environment { WORD = \"{index}\" }", wrong("environment { a-b = 1 }", "variable"));
    maybe("directory = texts", wrong("directory = []", "directory"));
    maybe("capture = stdout", wrong("capture = stderr", "stdout"));
    maybe("exit-codes { retry = [75], ignore = 1 }", wrong("exit-codes { retry = 0 }", "retry"));
    maybe("idempotent = true", wrong("idempotent = maybe", "true or false"));
    maybe("deadline = 30s", wrong("deadline = -1s", "must be a time"));
    add("}");
    maybe("output = made.csv", wrong("output = [x]", "output"));
  }

  private void shell() {
    add(
        "each { text.blocks { file = texts/a.txt, size = 4 B } }",
        wrong("each { text.blocks { file = texts/a.txt, size = 0 } }", "size"));
    add("task {");
    add("shell = true", wrong("shell = 1", "true or false"));
    add(
        "command = \"wc -c < \\\"$file\\\" # $from $until\"",
        wrong("command = \"wc {file}\"", "file"),
        wrong("command = [wc]", "command"));
    add("}");
    add(
        "output = \"made/{index}.txt\"",
        wrong("output = made.txt", "every task would write"),
        wrong("output = \"made/{nothing}.txt\"", "nothing"));
  }

  private void stages() {
    maybe("params { tasks = 1 }", wrong("params { taks = 1 }", "taks"));
    add("stages {");
    add("naps {");
    add(
        "each { nap { csv = rows.csv, path = source } }",
        wrong("each { nap { csv = rows.csv, path = [] } }", "path"));
    add("task { kind = sleep, millis = 1 }", wrong("task { kind = sleep, mills = 1 }", "mills"));
    maybe("priority = 2", wrong("priorty = 2", "unknown key"));
    maybe("max-parallel = 1", wrong("max-parallel = none", "max-parallel"));
    add("output = naps.csv", wrong("outptu = naps.csv", "unknown key"));
    add("}");
    add("sums {");
    add("from = naps", wrong("from = nap", "names no stage"));
    add("group-by = " + pick("word", "[word]"), wrong("group-by = wrod", "wrod"));
    add("reduce { rows = count, most = max(n) }", wrong("reduce { rows = max }", "max"));
    add("output = sums.csv", wrong("output = sums.xls", "must end with"));
    add("}");
    if (random.nextBoolean()) {
      add("both {");
      add("join = [naps, sums]", wrong("join = [naps]", "join takes two"));
      add("on = word", wrong("on = wort", "wort"));
      add("}");
    } else {
      add("again {");
      add("from = sums", wrong("from = [sums, naps]", "from"));
      add("after = naps", wrong("after = nobody", "names no stage"));
      add("task { kind = sleep, millis = 1 }", wrong("task = sleep", "task"));
      add("}");
    }
    add("}");
  }

  private void engine() {
    if (random.nextBoolean()) {
      add("engine {");
      maybe("schedule.batch-target = 2 ms", wrong("schedule.batch-targt = 2 ms", "unknown key"));
      maybe("processes { slots = 2 }", wrong("processes { slots = 0 }", "slots"));
      maybe("threads.dispatcher = fork-join", wrong("threads.dispatcher = fork", "must be one of"));
      maybe("schedule.routing = random", wrong("schedule.routing = rnd", "must be one of"));
      add("}");
    }
  }

  private void profiles() {
    if (random.nextBoolean()) {
      add("profiles {");
      add(
          "other { workers = 3, engine.processes.slots = 2 }",
          wrong("other { wrokers = 3 }", "unknown key"),
          wrong("other = 3", "must be a block"));
      maybe(
          "more = ${profiles.other} { backend = processes }",
          wrong("more = ${profiles.othr} { }", "names nothing"));
      add("}");
    }
  }

  private void task(String body, Wrong... wrong) {
    var whole = new ArrayList<Wrong>();
    for (var each : wrong) {
      whole.add(new Wrong("task { " + each.text() + " }", each.says()));
    }
    lines.add(new Line("task { " + body + " }", whole));
  }

  private void aggregate(String function, Wrong... wrong) {
    if (random.nextBoolean()) {
      add("reduce {");
      add(function, wrong);
      add("}");
    }
  }

  private void output(String... paths) {
    maybe(
        "output = " + pick(paths),
        wrong("output = [x]", "output"),
        wrong("output = x.pdf", "must end with"));
  }

  private void maybe(String text, Wrong... wrong) {
    if (random.nextBoolean()) {
      add(text, wrong);
    }
  }

  private void add(String text, Wrong... wrong) {
    lines.add(new Line(pick("", "  ", "\t") + text + pick("", "", "  # why"), List.of(wrong)));
  }

  private static Wrong wrong(String text, String says) {
    return new Wrong(text, says);
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** The text with bytes lost, doubled, swapped or replaced by what no person types. */
  static byte[] damaged(String text, SplittableRandom random) {
    var bytes = new java.io.ByteArrayOutputStream();
    var whole = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    int hits = random.nextInt(1, 6);
    var at = random.ints(hits, 0, whole.length).boxed().collect(Collectors.toSet());
    for (int i = 0; i < whole.length; i++) {
      Optional<byte[]> instead =
          at.contains(i) ? Optional.of(odd(random, whole, i)) : Optional.empty();
      bytes.writeBytes(instead.orElse(new byte[] {whole[i]}));
    }
    return bytes.toByteArray();
  }

  private static byte[] odd(SplittableRandom random, byte[] whole, int at) {
    return switch (random.nextInt(6)) {
      case 0 -> new byte[0];
      case 1 -> new byte[] {whole[at], whole[at]};
      case 2 -> new byte[] {(byte) "{}[]=\"$,:#\\+".charAt(random.nextInt(12))};
      case 3 -> new byte[] {(byte) random.nextInt(256)};
      case 4 ->
          java.util.Arrays.copyOfRange(whole, at, Math.min(whole.length, at + random.nextInt(40)));
      default -> "\u0000\u001b[2J\u202e\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    };
  }
}
