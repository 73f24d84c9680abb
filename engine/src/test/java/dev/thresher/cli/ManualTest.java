package dev.thresher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.BackendKind;
import dev.thresher.model.HeapUse;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent;
import dev.thresher.model.TaskId;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.report.ReportJson;
import dev.thresher.report.RunEvents;
import dev.thresher.rundir.JsonFile;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.rundir.StateDirectory;
import dev.thresher.rundir.StatusFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Holds docs/cli.md against the program. */
class ManualTest {
  private static final Path MANUAL = Path.of("../docs/cli.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])(--?[a-zA-Z][\\w-]*)");
  private static final Pattern FIRST_CELL = Pattern.compile("^\\| `?([^`|]+?)`? \\|");

  @TempDir Path temporary;

  private static Map<String, List<String>> sections() throws Exception {
    var sections = new LinkedHashMap<String, List<String>>();
    var current = new ArrayList<String>();
    for (var line : Files.readAllLines(MANUAL)) {
      if (line.startsWith("## ") || line.startsWith("### ")) {
        current = new ArrayList<>();
        sections.put(line.replaceFirst("^#+ ", ""), current);
      } else {
        current.add(line);
      }
    }
    return sections;
  }

  private static List<String> section(String title) throws Exception {
    return sections().getOrDefault(title, List.of());
  }

  private static Map<String, CommandLine> verbs() {
    var found = new LinkedHashMap<String, CommandLine>();
    var silent = new PrintStream(new ByteArrayOutputStream());
    var surroundings =
        new Surroundings(
            silent,
            new Screen(silent, Terminal.NONE),
            Map.of(),
            Path.of(""),
            new StateDirectory(Path.of("/none")),
            InstantSource.system(),
            new FakeServices());
    collect(CommandLineFrame.verbs(surroundings), found);
    return found;
  }

  private static void collect(CommandLine verb, Map<String, CommandLine> into) {
    if (!verb.getCommandSpec().usageMessage().hidden()) {
      into.put(verb.getCommandSpec().qualifiedName(), verb);
      verb.getSubcommands().values().forEach(sub -> collect(sub, into));
    }
  }

  @Test
  void explainsEveryOptionAndNoneThatIsGone() throws Exception {
    var sections = sections();
    verbs()
        .forEach((name, verb) -> {
          var real = new TreeSet<String>();
          for (OptionSpec option : verb.getCommandSpec().options()) {
            real.addAll(List.of(option.names()));
          }
          assertThat(optionsIn(sections.getOrDefault(name, List.of()))).as(name).isEqualTo(real);
        });
  }

  private static Set<String> optionsIn(List<String> lines) {
    var named = new TreeSet<String>();
    for (var line : lines) {
      CODE.matcher(line)
          .results()
          .map(code -> code.group(1))
          .forEach(code -> {
            OPTION.matcher(code).results().forEach(option -> named.add(option.group(1)));
          });
    }
    return named;
  }

  @Test
  void hasASectionForEveryVerbAndNoneThatIsGone() throws Exception {
    var documented = sections().keySet().stream().filter(title -> title.startsWith("thresher"));
    assertThat(documented.toList()).containsExactlyElementsOf(verbs().keySet());
  }

  @Test
  void namesEveryArgument() throws Exception {
    var sections = sections();
    verbs()
        .forEach((name, verb) -> {
          var text = String.join("\n", sections.getOrDefault(name, List.of()));
          verb.getCommandSpec()
              .positionalParameters()
              .forEach(argument -> assertThat(text).as(name).contains(argument.paramLabel()));
        });
  }

  @Test
  void listsEveryExitCode() throws Exception {
    var documented = firstCells(section("Exit codes"));
    var help =
        Objects.requireNonNull(verbs().get("thresher"))
            .getCommandSpec()
            .usageMessage()
            .exitCodeList()
            .keySet();
    assertThat(documented).isEqualTo(new TreeSet<>(help));
    assertThat(documented)
        .containsAll(
            Arrays.stream(RunEnd.values()).map(end -> Integer.toString(end.exitCode())).toList());
  }

  @Test
  void listsEveryFieldOfTheReport() throws Exception {
    var report = ReportJson.of(RunEvents.reportOf(RunEvents.processesWithFailures()));
    var real = new TreeSet<>(Set.of("file"));
    collect("", report, real);
    real.removeIf(field -> field.startsWith("failureGroups[].first."));
    assertThat(firstCells(section("Fields of the report"))).isEqualTo(real);
  }

  @Test
  void listsEveryFieldOfTheStatus() throws Exception {
    var state = new StateDirectory(temporary.resolve("thresher"));
    try (var run = RunDirectory.create(state, "sums", Instant.now());
        var status = StatusFile.begin(run, "sums")) {
      status.on(RunEvents.started(BackendKind.PROCESSES, "artery tls-tcp", 4));
      status.on(RunEvents.up(1, RunEvents.W1, 101));
      status.on(
          new RunEvent.Lane(
              2,
              RunEvents.W1,
              List.of(new RunEvent.Busy(new TaskId(0, 1), 1_000_000)),
              new HeapUse(1, 2)));
      status.on(new RunEvent.WorkerDown(3, RunEvents.W2, 102, "killed by signal 9", false));
      status.close();
      var real = new TreeSet<String>();
      collect("", JsonFile.read(run.status()), real);
      assertThat(firstCells(section("Fields of status.json"))).isEqualTo(real);
    }
  }

  @Test
  void namesEveryWayARunEnds() throws Exception {
    var row =
        section("Fields of the report").stream()
            .filter(line -> line.startsWith("| `end`"))
            .findFirst()
            .orElseThrow();
    var words = CODE.matcher(row).results().map(code -> code.group(1)).skip(1).toList();
    assertThat(words)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(RunEnd.values()).map(ReportJson::keyword).toList());
  }

  private static Set<String> firstCells(List<String> lines) {
    var cells = new TreeSet<String>();
    for (var line : lines) {
      var cell = FIRST_CELL.matcher(line);
      if (cell.find() && !Set.of("field", "code", "---").contains(cell.group(1))) {
        cells.add(cell.group(1));
      }
    }
    return cells;
  }

  private static void collect(String prefix, Fields fields, Set<String> into) {
    fields
        .entries()
        .forEach((name, value) -> {
          into.add(prefix + name);
          if (value instanceof Fields nested) {
            collect(prefix + name + ".", nested, into);
          }
          if (value instanceof Sequence(List<Value> items)
              && !items.isEmpty()
              && items.getFirst() instanceof Fields item) {
            collect(prefix + name + "[].", item, into);
          }
        });
  }
}
