package dev.thresher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.thresher.compare.Arm;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArmsOptionTest {
  private static List<String> names(Optional<String> arms, String... lists) {
    return ArmsOption.of(arms, List.of(lists), 4, false).stream().map(Arm::name).toList();
  }

  @Test
  void usuallyComparesOneThreadAndAllCoresOnEveryBackend() {
    assertThat(names(Optional.empty()))
        .containsExactly("threads:4", "threads:1", "virtual-threads", "processes:4");
  }

  @Test
  void onOneCoreThereIsOneArmOfThreads() {
    assertThat(ArmsOption.of(Optional.empty(), List.of(), 1, false).stream().map(Arm::name))
        .containsExactly("threads:1", "virtual-threads", "processes:1");
  }

  @Test
  void takesBackendsWithAndWithoutWorkers() {
    assertThat(names(Optional.of("threads:2, processes,virtual-threads:50")))
        .containsExactly("threads:2", "processes:4", "virtual-threads:50");
  }

  @Test
  void listsOfWorkersMakeAnArmOfEach() {
    assertThat(names(Optional.empty(), "workers=1,2"))
        .containsExactly("threads:1", "threads:2", "processes:1", "processes:2");
    assertThat(names(Optional.of("threads,processes:3"), "workers=1,2"))
        .containsExactly("threads:1", "threads:2", "processes:3");
  }

  @Test
  void listsOfASettingMakeAnArmOfEachToo() {
    assertThat(names(Optional.of("threads:2,processes:2"), "engine.transport=direct,artery"))
        .containsExactly(
            "threads:2", "processes:2 transport=direct", "processes:2 transport=artery");
    assertThat(names(Optional.of("processes"), "workers=1,2", "engine.a.b=x,y"))
        .containsExactly(
            "processes:1 b=x", "processes:1 b=y", "processes:2 b=x", "processes:2 b=y");
  }

  private static List<String> namesWithPython(Optional<String> arms, String... lists) {
    return ArmsOption.of(arms, List.of(lists), 2, true).stream().map(Arm::name).toList();
  }

  @Test
  void withPythonItsThreePoolsComeLastWithAsManyWorkers() {
    assertThat(namesWithPython(Optional.empty()).subList(4, 7))
        .containsExactly("python:thread-pool:2", "python:process-pool:2", "python:mp-pool:2");
    assertThat(namesWithPython(Optional.empty(), "workers=1,3"))
        .endsWith("python:mp-pool:1", "python:mp-pool:3")
        .hasSize(10);
    assertThat(namesWithPython(Optional.of("python:mp-pool:7,threads,python:thread-pool")))
        .containsExactly("threads:2", "python:mp-pool:7", "python:thread-pool:2");
  }

  @Test
  void settingsOfTheEngineMakeNoFurtherPools() {
    assertThat(namesWithPython(Optional.of("processes,python:mp-pool"), "engine.a.b=x,y"))
        .containsExactly("processes:2 b=x", "processes:2 b=y", "python:mp-pool:2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "threads,python:pool; pools of Python are python:thread-pool",
        "threads,python; pools of Python are python:thread-pool",
        "threads,python:mp-pool:0; '0' is no number of workers",
        "threads,python:mp-pool:2:2; pools of Python are python:thread-pool",
        "threads; no pool of Python is among them",
        "python:mp-pool; pools of Python are there to compare with",
      })
  void refusesNonsenseOfPython(String typed, String beginning) {
    var refused = catchThrowableOfType(Refusal.class, () -> namesWithPython(Optional.of(typed)));
    assertThat(refused.complaints().getFirst().message()).startsWith(beginning);
  }

  @Test
  void poolsOfPythonNeedAFile() {
    var refused =
        catchThrowableOfType(Refusal.class, () -> names(Optional.of("threads,python:mp-pool")));
    assertThat(refused.complaints().getFirst().message()).contains("add --python FILE");
  }

  @Test
  void theSameArmTwiceIsToldApartByANumber() {
    assertThat(names(Optional.of("threads:2,threads:2")))
        .containsExactly("threads:2", "threads:2#2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "fibres; 'fibres' is no backend",
        "threads:0; '0' is no number of workers",
        "threads:x; 'x' is no number of workers",
        "threads:1:2; write a backend and, if wanted, workers",
        "cluster; a cluster is not compared",
        "; '' is no backend",
      })
  void refusesNonsenseWithASentence(@Nullable String typed, String beginning) {
    var refused =
        catchThrowableOfType(
            Refusal.class, () -> names(Optional.of(Objects.requireNonNullElse(typed, ""))));
    assertThat(refused.complaints().getFirst().message()).startsWith(beginning);
  }

  @ParameterizedTest
  @CsvSource({"size=1", "params.n=1", "workers", "workers=", "engine.transport"})
  void refusesOtherLists(String list) {
    var refused = catchThrowableOfType(Refusal.class, () -> names(Optional.empty(), list));
    assertThat(refused.complaints().getFirst().render()).startsWith("-L " + list + ": ");
  }

  @Test
  void refusesMoreArmsThanCanBeMeasured() {
    var refused =
        catchThrowableOfType(Refusal.class, () -> names(Optional.empty(), "workers=1,2,3,4,5,6,7"));
    assertThat(refused.complaints().getFirst().message()).startsWith("14 arms are too many");
  }
}
