package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.workload.EffectiveSettings.Setting;
import dev.thresher.workload.Overrides;
import dev.thresher.workload.WorkloadKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds docs/workloads.md against the reader. */
class WorkloadsPageTest {
  private static final Path PAGE = Path.of("../docs/workloads.md");
  private static final Pattern EXAMPLE = Pattern.compile("```hocon\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

  @TempDir Path directory;

  static Stream<String> examples() throws IOException {
    return EXAMPLE.matcher(Files.readString(PAGE)).results().map(found -> found.group(1));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsValid(String text) throws IOException {
    var file = Files.writeString(directory.resolve("example.conf"), text);
    Files.createDirectories(directory.resolve("texts"));
    Files.writeString(directory.resolve("texts/a.txt"), "a text");
    Files.writeString(directory.resolve("naps.csv"), "who,millis\nann,1\n");
    for (var code : List.of("Walk.java", "factors.py")) {
      Files.copy(Path.of("../config/workloads", code), directory.resolve(code));
    }
    var none = new Overrides(List.of(), Optional.empty(), OptionalInt.empty());
    var loaded =
        new WorkloadLoader(BuiltinKinds.load(), new StoredRecords(), directory.toAbsolutePath())
            .load(file, none);
    assertThat(loaded).as(text).isInstanceOf(Loaded.Ready.class);
  }

  @Test
  void thereAreExamples() throws IOException {
    long marked = Files.readString(PAGE).lines().filter("```hocon"::equals).count();
    assertThat(examples()).hasSize(Math.toIntExact(marked)).hasSizeGreaterThan(10);
  }

  @Test
  void namesEveryKeyAndNoOther() throws IOException {
    assertThat(rows("Keys at the top")).hasSameElementsAs(WorkloadKeys.TOP);
    assertThat(rows("Keys in task")).hasSameElementsAs(WorkloadKeys.TASK);
    assertThat(rows("Keys in retries")).hasSameElementsAs(WorkloadKeys.RETRIES);
    assertThat(rows("Keys in a stage")).hasSameElementsAs(WorkloadKeys.STAGE);
    assertThat(rows("Keys in a column")).hasSameElementsAs(WorkloadKeys.COLUMN);
    assertThat(rows("Functions in reduce")).hasSameElementsAs(WorkloadKeys.FUNCTIONS);
  }

  @Test
  void namesEverySettingWithItsDefaultAndNoOther() throws IOException {
    var settings = ReferenceSettings.reader().defaults().all();
    assertThat(rows("Settings in engine"))
        .containsExactlyElementsOf(settings.stream().map(Setting::key).toList());
    for (var setting : settings) {
      assertThat(section("Settings in engine").replace("`", ""))
          .contains("| " + setting.key() + " | " + setting.value() + " |");
    }
  }

  private static List<String> rows(String title) throws IOException {
    return ROW.matcher(section(title)).results().map(row -> row.group(1)).toList();
  }

  private static String section(String title) throws IOException {
    var page = Files.readString(PAGE);
    int start = page.indexOf("\n## " + title + "\n");
    assertThat(start).as("a section %s", title).isPositive();
    int end = page.indexOf("\n## ", start + 1);
    return page.substring(start, end < 0 ? page.length() : end);
  }
}
