package dev.thresher.kinds;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import dev.thresher.model.Value;
import dev.thresher.task.Parameter;
import dev.thresher.task.TaskKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The workload files that come with the engine fit the kinds; the reader has tests of its own. */
class WorkloadFilesTest {
  private static final Path WORKLOADS = Path.of("../config/workloads");

  static Stream<TaskKind> kinds() {
    return BuiltinKinds.load().all().stream();
  }

  private static Config workload(TaskKind kind) {
    var file = WORKLOADS.resolve(kind.name() + ".conf");
    assertThat(file).as("each kind has a workload file").isRegularFile();
    return ConfigFactory.parseFile(file.toFile());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void eachKindHasAFileThatGivesItWhatItTakes(TaskKind kind) {
    var workload = workload(kind);
    assertThat(workload.getString("name")).isEqualTo(kind.name());
    assertThat(workload.getString("task.kind")).isEqualTo(kind.name());
    var given = given(workload);
    var known = new TreeMap<String, Parameter>();
    kind.parameters().forEach(parameter -> known.put(parameter.name(), parameter));
    assertThat(known.keySet()).containsAll(given.keySet());
    given.forEach((name, value) ->
        assertThat(requireNonNull(known.get(name)).complaintAbout(value))
            .as("%s = %s", name, value)
            .isEmpty());
    var missing = new TreeSet<String>();
    kind.parameters().stream()
        .filter(parameter -> parameter.absent().isEmpty())
        .forEach(parameter -> missing.add(parameter.name()));
    missing.removeAll(given.keySet());
    assertThat(columns(workload)).containsAll(missing);
  }

  /** Literal parameters of the task, and those of the workload, which go to the task by name. */
  private static Map<String, Value> given(Config workload) {
    var given = new TreeMap<String, Value>();
    for (var section : new String[] {"params", "task"}) {
      if (workload.hasPath(section)) {
        workload
            .getObject(section)
            .forEach((name, value) -> given.put(name, of(value.unwrapped())));
      }
    }
    given.remove("kind");
    return given;
  }

  private static Stream<String> columns(Config workload) {
    return workload.hasPath("each")
        ? workload.getConfig("each").entrySet().stream()
            .map(entry -> ConfigUtil.splitPath(entry.getKey()).getFirst())
        : Stream.empty();
  }

  private static Value of(Object unwrapped) {
    return switch (unwrapped) {
      case Integer number -> Value.of(number);
      case Long number -> Value.of(number);
      case Double number -> Value.of(number);
      default -> Value.of(unwrapped.toString());
    };
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theReferenceDescribesEachKindAndAllItsNames(TaskKind kind) throws Exception {
    var page = Files.readString(Path.of("../docs/kinds.md"));
    int start = page.indexOf("\n## `" + kind.name() + "`");
    assertThat(start).as("a section on %s", kind.name()).isPositive();
    int end = page.indexOf("\n## ", start + 1);
    var section = page.substring(start, end < 0 ? page.length() : end);
    kind.parameters()
        .forEach(parameter -> assertThat(section).contains("`" + parameter.name() + "`"));
    kind.resultFields().forEach(field -> assertThat(section).contains("`" + field + "`"));
  }
}
