package dev.thresher.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.model.Value.Fields;
import dev.thresher.task.Parameter;
import dev.thresher.task.TaskKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link TaskKind} promises, for every kind that the engine brings along. */
class KindContractTest {
  @TempDir static Path directory;

  static Stream<TaskKind> kinds() {
    return BuiltinKinds.load().all().stream();
  }

  @Test
  void theKindsAreThoseThatTheDocumentationNames() {
    assertThat(kinds().map(TaskKind::name))
        .containsExactly("mandelbrot", "npb-ep", "primes", "sha256", "sleep", "uts", "word-count");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void defaultsFitTheirOwnParameters(TaskKind kind) {
    for (Parameter parameter : kind.parameters()) {
      parameter
          .absent()
          .ifPresent(absent -> assertThat(parameter.complaintAbout(absent)).isEmpty());
      assertThat(parameter.name()).matches("[a-z]+(-[a-z]+)*");
      assertThat(parameter.meaning()).isNotBlank().doesNotEndWith(".");
    }
    assertThat(kind.summary()).isNotBlank();
    assertThat(kind.source()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void allPiecesTogetherAreTheWhole(TaskKind kind) throws Exception {
    var arguments = smallArguments(kind);
    assertThat(Runs.divided(kind, arguments)).isEqualTo(Runs.whole(kind, arguments));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aFinishedResultHasTheDeclaredFieldsInTheirOrder(TaskKind kind) throws Exception {
    assertThat(Runs.whole(kind, smallArguments(kind)).entries().keySet())
        .containsExactlyElementsOf(kind.resultFields());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void piecesDoNotHideParameters(TaskKind kind) throws Exception {
    var arguments = smallArguments(kind);
    var piece = kind.divide(arguments).row(0);
    assertThat(piece.entries())
        .doesNotContainKeys(arguments.entries().keySet().toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void cuttingTwiceGivesTheSamePieces(TaskKind kind) throws Exception {
    var one = kind.divide(smallArguments(kind));
    var other = kind.divide(smallArguments(kind));
    assertThat(one.size()).isEqualTo(other.size()).isPositive();
    for (long index = 0; index < Math.min(one.size(), 100); index++) {
      assertThat(one.row(index)).isEqualTo(other.row(index));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aCancelledTaskStopsSoon(TaskKind kind) throws Exception {
    var arguments = largeArguments(kind);
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(() -> kind.run(arguments, Runs.cancelled()))
                .isInstanceOf(InterruptedException.class));
  }

  private static Fields smallArguments(TaskKind kind) throws Exception {
    return switch (kind.name()) {
      case "mandelbrot" ->
          Runs.arguments(kind, "width", 70, "height", 50, "iterations", 200, "tile", 16);
      case "npb-ep" -> Runs.arguments(kind, "class", "S", "tile-pairs", 1_000_003);
      case "primes" -> Runs.arguments(kind, "limit", 1_000_000, "segment", 65_536);
      case "sha256", "word-count" -> Runs.arguments(kind, "file", textFile().toString());
      case "sleep" -> Runs.arguments(kind, "millis", 1, "tasks", 5);
      case "uts" -> Runs.arguments(kind, "tree", "T3", "tasks", 300);
      default -> throw new IllegalArgumentException("no arguments for " + kind.name());
    };
  }

  /** Work that takes minutes, so that only cancelling can end it in time. */
  private static Fields largeArguments(TaskKind kind) throws Exception {
    return switch (kind.name()) {
      case "mandelbrot" ->
          Runs.arguments(kind, "width", 8192, "height", 8192, "iterations", 65_535, "span", 0.001);
      case "npb-ep" -> Runs.arguments(kind, "class", "C");
      case "primes" -> Runs.arguments(kind, "limit", 1_000_000_000_000L);
      case "sleep" -> Runs.arguments(kind, "millis", 3_600_000);
      case "uts" -> Runs.arguments(kind, "tree", "T3L");
      default -> smallArguments(kind);
    };
  }

  private static Path textFile() throws Exception {
    return Files.writeString(directory.resolve("text.txt"), "The cat sat. The CAT sat on it!\n");
  }

  @Test
  void aBrokenRegistryNamesBothKinds() throws Exception {
    var services =
        servicesNaming(Map.of("dev.thresher.task.TaskKind", List.of(Twin.class.getName())));
    assertThatThrownBy(() -> BuiltinKinds.load(services))
        .hasMessageContaining("sleep")
        .hasMessageContaining(Twin.class.getName())
        .hasMessageContaining(SleepKind.class.getName());
  }

  @Test
  void aJarOnTheClassPathAddsKinds() throws Exception {
    var services =
        servicesNaming(Map.of("dev.thresher.task.TaskKind", List.of(Added.class.getName())));
    var kinds = BuiltinKinds.load(services);
    assertThat(kinds.find("added")).containsInstanceOf(Added.class);
    assertThat(kinds.all()).extracting(TaskKind::name).isSorted().contains("added", "sleep");
  }

  private static ClassLoader servicesNaming(Map<String, List<String>> services) throws Exception {
    var root = Files.createTempDirectory(directory, "services");
    var folder = Files.createDirectories(root.resolve("META-INF/services"));
    for (var service : services.entrySet()) {
      Files.write(folder.resolve(service.getKey()), service.getValue());
    }
    return new java.net.URLClassLoader(
        new java.net.URL[] {root.toUri().toURL()}, KindContractTest.class.getClassLoader());
  }
}
