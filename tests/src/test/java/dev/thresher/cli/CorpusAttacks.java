package dev.thresher.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Files that fetch, read elsewhere, recurse, explode or wait in other readers. */
final class CorpusAttacks {
  /** Is there, but no class of the user's. */
  static final String ENGINE_CLASS = "dev.thresher.cli.Main";

  private static final String TASK = "task { kind = sleep, millis = 1 }\n";

  private final Map<String, String> texts = new LinkedHashMap<>();
  private final int port;

  /**
   * @param port where somebody listens whom nobody must talk to
   */
  CorpusAttacks(int port) {
    this.port = port;
    includes();
    depths();
    sizes();
    explosions();
    inputs();
    code();
    names();
  }

  /** By names that are file names. None of them is a valid workload. */
  Map<String, String> texts() {
    return texts;
  }

  private void add(String name, String text) {
    if (texts.put(name, text) != null) {
      throw new IllegalStateException("twice " + name);
    }
  }

  private void includes() {
    var elsewhere =
        List.of(
            "url(\"http://127.0.0.1:" + port + "/x\")",
            "\"http://127.0.0.1:" + port + "/x\"",
            "\"//127.0.0.1:" + port + "/x\"",
            "required(url(\"http://127.0.0.1:" + port + "/x\"))",
            "\"jar:http://127.0.0.1:" + port + "/x.jar!/y.conf\"",
            "\"file:///etc/hostname\"",
            "file(\"/etc/hostname\")",
            "required(file(\"../outside/secret.conf\"))",
            "classpath(\"reference.conf\")",
            "\"/proc/self/environ\"",
            "\"/dev/stdin\"",
            "\"../outside/secret.conf\"",
            "\"../outside/pipe\"",
            "\"site/../../outside/secret.conf\"",
            "\"./../outside/secret.conf\"",
            "\"out.conf\"",
            "\"pipe.conf\"",
            "\"way-out/secret.conf\"",
            "\"way-out/pipe\"",
            "\"loop/loop/out.conf\"",
            "\"..\\\\outside\\\\secret.conf\"",
            "\"out.conf\\u0000.conf\"",
            "\"photos\"",
            "\"no-such.conf\"",
            "\"\"",
            "\".\"");
    for (int i = 0; i < elsewhere.size(); i++) {
      var include = "include " + elsewhere.get(i) + "\n";
      add("include-%02d.conf".formatted(i), include + TASK);
      add("include-inner-%02d.conf".formatted(i), "params {\n" + include + "}\n" + TASK);
      add("include-profile-%02d.conf".formatted(i), TASK + "profiles { p {\n" + include + "} }\n");
    }
    add("include-self.conf", "include \"include-self.conf\"\n" + TASK);
    add("include-many.conf", "include \"site/sizes.conf\"\n".repeat(40) + TASK);
  }

  private void depths() {
    add("deep-lists.conf", "a = " + "[".repeat(5_000));
    add("deep-blocks.conf", "a {".repeat(5_000));
    add("deep-path.conf", "a.".repeat(5_000) + "a = 1");
    add("deep-reference.conf", TASK + "x = ${" + "a.".repeat(5_000) + "a}");
    add("deep-quotes.conf", "a = " + "\"\"\"".repeat(5_001));
    add("deep-profile.conf", TASK + "profiles { p = " + "${profiles.p}".repeat(50) + " }");
  }

  private void sizes() {
    add("size-comment.conf", "#".repeat((1 << 20) + 1));
    add("size-list.conf", "a = [" + "1,".repeat(500_000) + "]");
    add("size-key.conf", "k".repeat(500_000) + " = 1\n" + TASK);
    add("size-line.conf", "name = " + "x ".repeat(95_000) + "\n" + TASK);
    add("size-keys.conf", numbered(30_000, "k%d = 1"));
    add("size-params.conf", "params {\n" + numbered(20_000, "k%d = 1") + "\n}\n" + TASK);
    add("size-complaints.conf", "engine {\n" + numbered(20_000, "k%d = 1") + "\n}\n" + TASK);
    add("size-stages.conf", "stages {\n" + numbered(5_000, "s%d { from = s%d }") + "\n}\n");
    add(
        "size-circle.conf",
        "stages {\n" + numbered(5_000, "s%d { from = s%d }") + "\ns5000 { from = s0 } }\n");
    add("size-nobody.conf", "stages {\n" + numbered(5_000, "s%d { from = nobody }") + "\n}\n");
    add(
        "size-unused.conf",
        "stages {\n" + numbered(3_000, "s%d { task { kind = sleep, millis = 1 } }") + "\n}\n");
    add(
        "size-columns.conf",
        "each {\n"
            + numbered(5_000, "c%d = [1]")
            + "\n}\nreduce {\n"
            + numbered(5_000, "a%d = sum(d%d)")
            + "\n}\n"
            + TASK);
    add(
        "size-names.conf",
        "each {\n"
            + numbered(5_000, "c%d = [1]")
            + "\n}\ntask { command = [\n"
            + numbered(5_000, "\"{d%d}\"")
            + "\n] }");
    add("size-words.conf", "task { command = [" + "\"{x}\", ".repeat(30_000) + "] }");
    add("size-template.conf", "task { command = [\"" + "{x}".repeat(200_000) + "\"] }");
    add(
        "size-exclude.conf",
        "each { limit = 1..9 }\nexclude = ["
            + "{ limit = 10 },".repeat(20_000)
            + "]\ntask { kind = primes }");
    add("size-profiles.conf", TASK + "profiles {\n" + numbered(10_000, "p%d { x = 1 }") + "\n}\n");
  }

  private void explosions() {
    add("appends.conf", "a += 1\n".repeat(1_000));
    // 30 times is refused; some time less is not too much text, and still too much to look at
    // twice.
    for (int times : List.of(15, 17, 19, 21, 30)) {
      doublings(times);
    }
    add("circle.conf", "a = ${b}\nb = ${a}\n" + TASK);
    add("circle-profile.conf", TASK + "profiles { a = ${profiles.b}, b = ${profiles.a} }");
    add(
        "circle-stages.conf",
        "stages { a { from = b, task { kind = sleep } }, b { from = a, task { kind = sleep } } }");
    add("environment.conf", "name = ${PATH}\n" + TASK);
    add("environment-optional.conf", "name = x${?HOME}\n" + TASK);
    add("number-exponent.conf", "task { kind = sleep, millis = 1e999999999 }");
    add(
        "number-exponents.conf",
        "each { limit = [1e9999, -1e9999, 1e-9999] }\ntask { kind = primes }");
    add("number-digits.conf", "task { kind = sleep, millis = " + "9".repeat(300_000) + " }");
    add("range-exponent.conf", "each { limit = 0..1e99 step 1e-99 }\ntask { kind = primes }");
    add(
        "range-large.conf",
        "each { limit = 0..999999999999999999, segment = 0..999999999999999999 }\ntask { kind = primes }");
    add(
        "range-digits.conf",
        "each { limit = 0.." + "9".repeat(100_000) + " }\ntask { kind = primes }");
    add(
        "size-unit.conf",
        "each { text.blocks { file = texts/a.txt, size = 99999999999999 TiB } }\ntask { kind = word-count }");
    add(
        "sample-large.conf",
        "each { limit = 0..1000000 }\nsample { size = 999999999999 }\ntask { kind = primes }");
    add("duration-large.conf", "deadline = " + "9".repeat(1_000) + "d\n" + TASK);
  }

  private void doublings(int times) {
    var end = "-%d.conf".formatted(times);
    add("doubling-text" + end, "a0 = 0123456789\n" + chain(times, "a%1$d = ${a%2$d}${a%2$d}"));
    add("doubling-list" + end, "a0 = [0]\n" + chain(times, "a%1$d = ${a%2$d} ${a%2$d}"));
    add(
        "doubling-block" + end,
        "a0 { x = 1 }\n" + chain(times, "a%1$d { l = ${a%2$d}, r = ${a%2$d} }"));
    add(
        "doubling-merged" + end,
        "a0 { x = 1 }\n"
            + chain(times, "a%1$d { l = ${a%2$d} { y = 1 }, r = ${a%2$d} { z = 1 } }"));
    add("doubling-items" + end, "a0 { x = 1 }\n" + chain(times, "a%1$d = [${a%2$d}, ${a%2$d}]"));
    add(
        "doubling-profile" + end,
        TASK
            + "profiles {\na0 { params.x = 1 }\n"
            + chain(times, "a%1$d { params { l = ${profiles.a%2$d}, r = ${profiles.a%2$d} } }")
            + "\n}");
    add(
        "doubling-engine" + end,
        TASK
            + "engine {\na0 { x = 1 }\n"
            + chain(times, "a%1$d { l = ${engine.a%2$d}, r = ${engine.a%2$d} }")
            + "\n}");
  }

  private void inputs() {
    add("glob-stars.conf", glob("*a".repeat(200) + "b"));
    add("glob-double-stars.conf", glob("**/".repeat(200) + "nothing"));
    add("glob-loop.conf", glob("loop/**/nothing-*.x"));
    add("glob-classes.conf", glob("[".repeat(1_000)));
    add("glob-upwards.conf", glob("../outside/**/no*thing"));
    add("csv-endless.conf", "each { row.csv = /dev/zero }\ntask { kind = sleep }");
    add("csv-pipe.conf", "each { row.csv = way-out/pipe }\ntask { kind = sleep }");
    add("csv-directory.conf", "each { row.csv = photos }\ntask { kind = sleep }");
    add("csv-nul.conf", "each { row.csv = \"rows\\u0000.csv\" }\ntask { kind = sleep }");
    add("jsonl-deep.conf", "each { row.jsonl = bad.jsonl }\ntask { kind = sleep }");
    add(
        "lines-proc.conf",
        "each { tasks.lines = /proc/self/mem }\ntask { kind = sleep, millis = 1 }");
    add(
        "blocks-endless.conf",
        "each { text.blocks { file = /dev/zero, size = 1 B } }\ntask { kind = word-count }");
    add("file-endless.conf", "each { file = [/dev/zero] }\ntask { kind = sha256 }");
    add("file-pipe.conf", "task { kind = sha256, file = way-out/pipe }");
  }

  private static String glob(String pattern) {
    return "each { file.files = \"" + pattern + "\" }\ntask { kind = sha256 }\n";
  }

  private void code() {
    add("java-none.conf", "task { java = /etc/passwd }");
    add("java-pipe.conf", "task { java = way-out/pipe }");
    add("java-endless.conf", "task { java = /dev/zero }");
    add("java-broken.conf", "task { java = Broken.java }");
    add("jar-none.conf", "task { class = Far, jars = [/etc/passwd] }");
    add("jar-pipe.conf", "task { class = Far, jars = [way-out/pipe] }");
    add(
        "jar-address.conf",
        "task { class = Far, jars = [\"http://127.0.0.1:" + port + "/x.jar\"] }");
    add(
        "class-engine.conf",
        "task { class = " + ENGINE_CLASS + ", method = main, jars = lib/far.jar }");
    add("class-jdk.conf", "task { class = java.lang.System, method = exit, jars = lib/far.jar }");
    add("class-odd.conf", "task { class = \"../Far\", jars = lib/far.jar }");
    add("python-system.conf", "task { python = \"os:system\" }");
    add("python-option.conf", "task { python = \"-c:f\" }");
    add("python-path.conf", "task { python = \"../outside/x:f\" }");
    add("python-runs.conf", "task { python = \"running:g\" }");
    add("command-option.conf", "task { command = [\"\"] }");
    add("command-directory.conf", "task { command = [/tmp] }");
    add(
        "command-shell.conf",
        "each { x = [\"$(touch hit)\"] }\ntask { command = \"echo {x}\", shell = true }");
    add(
        "output-upwards.conf",
        "each { x = [\"../../hit\"] }\ntask { command = [echo] }\noutput = \"made/{x}\"");
    add(
        "output-same.conf",
        "each { x = [1, 2] }\ntask { command = [echo, \"{x}\"] }\noutput = \"made/{x.ext}\"");
    add(
        "output-nul.conf",
        "task { kind = sleep, millis = 1 }\neach { tasks = [1] }\noutput = \"a\\u0000.csv\"");
  }

  private void names() {
    var odd = "\\u001b[2J\\u0007\\u202e\\r\\n\\u0085\\u2028";
    add("names-key.conf", "\"" + odd + "\" = 1\n" + TASK);
    add("names-stage.conf", "stages { \"" + odd + "\" { task { kind = sleep, millis = 1 } } }");
    add("names-column.conf", "each { \"" + odd + "\" = [1] }\n" + TASK);
    add("names-kind.conf", "task { kind = \"" + odd + "\" }");
    add("names-name.conf", "name = \"../../" + odd + "\"\n" + TASK);
    add("names-profile.conf", TASK + "profiles { \"" + odd + "\" = 3 }");
    add("names-file.conf", "task { kind = sha256, file = \"" + odd + "\" }");
  }

  private static String numbered(int count, String form) {
    return IntStream.range(0, count)
        .mapToObj(i -> form.formatted(i, i + 1))
        .collect(Collectors.joining("\n"));
  }

  private static String chain(int times, String form) {
    var lines = new ArrayList<String>();
    for (int i = 1; i <= times; i++) {
      lines.add(form.formatted(i, i - 1));
    }
    return String.join("\n", lines);
  }
}
