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
    return ArmsOption.of(arms, List.of(lists), 4).stream().map(Arm::name).toList();
  }

  @Test
  void usuallyComparesOneThreadAndAllCoresOnEveryBackend() {
    assertThat(names(Optional.empty()))
        .containsExactly("threads:4", "threads:1", "virtual-threads", "processes:4");
  }

  @Test
  void onOneCoreThereIsOneArmOfThreads() {
    assertThat(ArmsOption.of(Optional.empty(), List.of(), 1).stream().map(Arm::name))
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
