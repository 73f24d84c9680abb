package dev.thresher.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEnd;
import dev.thresher.rundir.StateDirectory;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.workload.Overrides;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where rows come from and how they are combined has no say in the bytes that come out. */
@Timeout(240)
class InputsEverywhereTest {
  private static final String WORKLOAD =
      """
      seed = 5
      stages {
        chosen  { each { a = 1..40, b = [x, y, z], c = 0.1..0.9 step 0.1 }
                  exclude = [{ a = 3, b = y }, { c = 0.5 }]
                  sample { size = 300, seed = 9 }
                  task { java = T.java, method = draw }, output = "OUT/chosen.csv" }
        table   { each { row { csv = "in/*.csv", path = source } }
                  task { java = T.java, method = half }, output = "OUT/table.jsonl" }
        objects { each { row.jsonl = "in/*.jsonl" }
                  task { java = T.java, method = third }, output = "OUT/objects.csv" }
        lines   { each { x.lines = ["in/b.txt", "in/*.txt"] }
                  task { java = T.java, method = half }, output = "OUT/lines.csv" }
        piped   { each { row.csv = "-", k = [1, 2] }
                  task { java = T.java, method = times }, output = "OUT/piped.csv" }
        told    { each { x = 1..50 }
                  task { command = "echo $((x * x))", shell = true, capture = stdout }
                  output = "OUT/told.csv" }
        joined  { join = [table, objects], on = key, output = "OUT/joined.csv" }
        sums    { from = table, group-by = key
                  reduce { n = count, sum = sum(half), mean = mean(x), first = first(x) }
                  output = "OUT/sums.csv" }
        folded  { from = table, group-by = key
                  reduce { java = T.java, method = fold, column = half }, output = "OUT/folded.csv" }
        again   { from = sums
                  task { command = [echo, "{key}", "{sum}"] }, output = "OUT/again/{key}.txt" }
        whole   { each { row.csv = "in/*.csv" }
                  task { java = T.java, method = half }
                  reduce { java = T.java, method = fold }, output = "OUT/whole.json" }
      }
      """;

  @TempDir Path directory;
  private int runs;

  @Test
  void outputsAreTheSameBytesOnThreadsAndOnProcesses() throws Exception {
    makeInputs();
    var first = outputs(BackendKind.THREADS, 1);
    assertThat(first).hasSize(11 + 7 - 1);
    assertThat(first.get("chosen.csv")).hasLineCount(301);
    assertThat(first.get("piped.csv")).hasLineCount(201);
    assertThat(first.get("folded.csv")).hasLineCount(8);
    assertThat(outputs(BackendKind.PROCESSES, 2)).isEqualTo(first);
  }

  @Tag("slow")
  @Test
  void outputsAreTheSameBytesOnEveryBackendWithAnyNumberOfWorkers() throws Exception {
    makeInputs();
    var first = outputs(BackendKind.THREADS, 1);
    for (var backend :
        List.of(BackendKind.THREADS, BackendKind.VIRTUAL_THREADS, BackendKind.PROCESSES)) {
      for (int workers = 1; workers <= 3; workers++) {
        assertThat(outputs(backend, workers)).as("%s, %d", backend, workers).isEqualTo(first);
      }
    }
  }

  private void makeInputs() throws IOException {
    var in = Files.createDirectories(directory.resolve("in"));
    for (var part : List.of("a", "b", "c")) {
      Files.writeString(in.resolve(part + ".csv"), "key,x\n" + rows(part, "%d,%s\n"));
      Files.writeString(
          in.resolve(part + ".jsonl"), rows(part, "{\"key\": %d, \"y\": %s, \"PART\": true}\n"));
      Files.writeString(in.resolve(part + ".txt"), rows(part, "%2$s\n"));
    }
    Files.writeString(
        directory.resolve("T.java"),
        """
        import java.util.random.RandomGenerator;
        class T {
          static double draw(int a, String b, double c, RandomGenerator random) {
            return a * c + random.nextDouble() + b.length();
          }
          static double third(double y) { return y / 3; }
          static double times(double x, int k) { return x * k; }
          static double half(double x) { return x / 2; }
          static double fold(double a, double b) { return a * 1.0000001 + b / 3; }
        }
        """);
  }

  private static String rows(String part, String form) {
    return IntStream.range(0, 400)
        .mapToObj(i -> form.formatted(i % 7, 1.0 / (i + part.charAt(0))))
        .collect(Collectors.joining())
        .replace("PART", part);
  }

  private SortedMap<String, String> outputs(BackendKind backend, int workers) throws Exception {
    var out = Files.createDirectories(directory.resolve("out" + runs));
    var file = Files.writeString(directory.resolve("w.conf"), WORKLOAD.replace("OUT", "" + out));
    var state = new StateDirectory(directory.resolve("state"));
    var piped =
        "x\n" + IntStream.range(0, 100).mapToObj(i -> i / 8.0 + "\n").collect(Collectors.joining());
    var loaded =
        new WorkloadLoader(
                BuiltinKinds.load(),
                new StoredRecords(),
                directory,
                () -> new PipedInput(new ByteArrayInputStream(piped.getBytes(UTF_8)), false, state))
            .load(file, Overrides.NONE);
    if (!(loaded instanceof Loaded.Ready ready)) {
      throw new AssertionError(loaded.toString());
    }
    var run = directory.resolve("run" + runs++);
    var options =
        new RunOptions(backend, workers, ready.settings(), Optional.of(run), false, false);
    var engine = new LocalEngine(BuiltinKinds.load(), new StoredRecords(), state);
    var end = engine.start(ready.plan(), options, _ -> {}).await();
    assertThat(end.end()).as(end.detail()).isEqualTo(RunEnd.COMPLETED);
    return texts(out);
  }

  private static SortedMap<String, String> texts(Path out) throws IOException {
    var texts = new TreeMap<String, String>();
    try (var files = Files.walk(out)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var text = Files.readString(file).replace(out.toString(), "OUT");
        texts.put(out.relativize(file).toString(), text);
      }
    }
    return texts;
  }
}
