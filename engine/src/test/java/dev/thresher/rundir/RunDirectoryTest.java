package dev.thresher.rundir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.thresher.model.Incarnation;
import dev.thresher.model.TaskId;
import dev.thresher.model.WorkerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunDirectoryTest {
  private static final Instant NOW = Instant.parse("2026-11-01T10:11:12Z");

  @TempDir Path temporary;

  private StateDirectory state() {
    return new StateDirectory(temporary.resolve("state/thresher"));
  }

  static List<Arguments> stateDirectories() {
    return List.of(
        Arguments.of(Map.of("XDG_STATE_HOME", "/x", "HOME", "/h"), "/x/thresher"),
        Arguments.of(
            Map.of("XDG_STATE_HOME", "relative", "HOME", "/h"), "/h/.local/state/thresher"),
        Arguments.of(Map.of("XDG_STATE_HOME", "", "HOME", "/h"), "/h/.local/state/thresher"),
        Arguments.of(Map.of("HOME", ""), "/tmp/thresher-eve"),
        Arguments.of(Map.of(), "/tmp/thresher-eve"));
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @MethodSource("stateDirectories")
  void followsTheBaseDirectoryRules(Map<String, String> environment, String root) {
    assertThat(StateDirectory.of(environment, "eve", Path.of("/tmp")).root()).hasToString(root);
  }

  @Test
  void isNamedAfterWorkloadAndTimeAndClosedToOthers() throws Exception {
    try (var run = RunDirectory.create(state(), "npb-ep", NOW)) {
      assertThat(run.id().value()).matches("npb-ep-20261101-101112-[a-z0-9]{4}");
      assertThat(run.path()).isEqualTo(state().runs().resolve(run.id().value()));
      for (var directory : List.of(run.path(), state().root(), run.logs(), run.blobs())) {
        assertThat(permissions(directory)).isEqualTo("rwx------");
      }
    }
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(
      strings = {"../../etc", "a/b", "-rf", ".hidden", "", "new\nline", "\u001b[2J", "größe"})
  void keepsHostileNamesInsideTheDirectory(String name) throws Exception {
    try (var run = RunDirectory.create(state(), name, NOW)) {
      assertThat(run.path().getParent()).isEqualTo(state().runs());
      assertThat(run.id().value()).matches("[A-Za-z0-9_][A-Za-z0-9._-]*");
    }
  }

  @Test
  void givesRunsOfTheSameSecondDifferentDirectories() throws Exception {
    var paths = new HashSet<Path>();
    for (int i = 0; i < 50; i++) {
      try (var run = RunDirectory.create(state(), "same", NOW)) {
        paths.add(run.path());
      }
    }
    assertThat(paths).hasSize(50);
  }

  @Test
  void refusesAStateDirectoryThatEverybodyCanWriteTo() throws Exception {
    Files.createDirectories(state().runs());
    Files.setPosixFilePermissions(state().root(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> RunDirectory.create(state(), "x", NOW))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("can be written to by every user")
        .hasMessageContaining("--run-dir");
    assertThat(state().runs()).isEmptyDirectory();
  }

  @Test
  void refusesAStateDirectoryOfSomebodyElse() throws Exception {
    assumeThat(System.getProperty("user.name"))
        .as("only root can give files away")
        .isEqualTo("root");
    Files.createDirectories(state().runs());
    Files.setAttribute(state().root(), "unix:uid", 65534);
    assertThatThrownBy(() -> RunDirectory.create(state(), "x", NOW))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("belongs to");
  }

  @Test
  void usesAChosenDirectoryThatIsEmptyOrMissing() throws Exception {
    var missing = temporary.resolve("a/b");
    try (var run = RunDirectory.createAt(missing, "x", NOW)) {
      assertThat(run.path()).isEqualTo(missing);
      assertThat(permissions(missing)).isEqualTo("rwx------");
    }
    var empty = Files.createDirectory(temporary.resolve("empty"));
    try (var run = RunDirectory.createAt(empty, "x", NOW)) {
      assertThat(run.logs()).isDirectory();
    }
  }

  @Test
  void refusesAChosenDirectoryThatHoldsSomething() throws Exception {
    Files.writeString(temporary.resolve("mine.txt"), "precious");
    assertThatThrownBy(() -> RunDirectory.createAt(temporary, "x", NOW))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not empty");
    var file = temporary.resolve("mine.txt");
    assertThat(RunDirectory.obstacle(file)).contains("is not a directory");
    assertThat(RunDirectory.obstacle(temporary.resolve("missing"))).isEmpty();
  }

  @Test
  void keepsLogsOfAReplacedWorkerApart() throws Exception {
    try (var run = RunDirectory.create(state(), "x", NOW)) {
      var w1 = WorkerId.numbered(1);
      assertThat(run.workerLog(new Incarnation(w1, 1))).hasFileName("w1.log");
      assertThat(run.workerOutput(new Incarnation(w1, 3))).hasFileName("w1-3.out");
      assertThat(RunDirectory.taskLogIn(run.path(), new TaskId(1, 42)))
          .isEqualTo(run.taskLogs().resolve("1-42.log"));
    }
  }

  @Test
  void leavesLogsAndNothingTemporaryBehind() throws Exception {
    var run = RunDirectory.create(state(), "x", NOW);
    Files.writeString(run.blobs().resolve("blob"), "large");
    Files.writeString(run.staging().resolve("part"), "half");
    Files.writeString(run.coordinatorLog(), "log");
    run.close();
    assertThat(run.blobs()).doesNotExist();
    assertThat(run.staging()).doesNotExist();
    assertThat(run.coordinatorLog()).hasContent("log");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
