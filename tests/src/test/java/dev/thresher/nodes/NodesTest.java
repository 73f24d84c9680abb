package dev.thresher.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.Plan;
import dev.thresher.runtime.LocalEngine;
import dev.thresher.runtime.RunOptions;
import dev.thresher.runtime.nodes.ClusterAccess;
import dev.thresher.runtime.nodes.NoClusterException;
import dev.thresher.scenario.Runs;
import dev.thresher.share.NodeAddress;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs on a cluster whose coordinator and agents live in this JVM, with real worker processes. */
@Timeout(180)
class NodesTest {
  @TempDir Path directory;

  private Runs.Going start(Plan plan, int workers, ClusterAccess access, String name) {
    return start(plan, workers, access, name, Runs.settings());
  }

  private Runs.Going start(
      Plan plan, int workers, ClusterAccess access, String name, EngineSettings settings) {
    var events = new CopyOnWriteArrayList<RunEvent>();
    var options =
        new RunOptions(
                BackendKind.CLUSTER,
                workers,
                settings,
                Optional.of(directory.resolve(name)),
                false,
                false)
            .on(Optional.of(access));
    return new Runs.Going(LocalEngine.ofThisUser().start(plan, options, events::add), events);
  }

  private static Plan naps(int count, int millis) {
    return Runs.divided(
        "sleep", Fields.of("tasks", Value.of(count)).with("millis", Value.of(millis)));
  }

  @Test
  void aRunHasItsWorkersOnTheHostsOfTheClusterAndTheSameResult() throws Exception {
    var plan = Runs.divided("primes", Fields.of("limit", Value.of(2_000_000)));
    try (var nodes = new Nodes(directory)) {
      nodes.agent("a", "127.0.0.2", 1);
      nodes.agent("b", "127.0.0.3", 1);
      var run = start(plan, 0, nodes.access(), "run").await();
      assertThat(run.end().end()).as("%s", run.events()).isEqualTo(RunEnd.COMPLETED);
      var alone = Runs.run(plan, BackendKind.THREADS, 2, directory.resolve("alone"));
      assertThat(run.end().result()).isEqualTo(alone.end().result());
      assertThat(run.end().bytesSent()).isPositive();
      assertThat(directory.resolve("run/proof")).doesNotExist();
      await()
          .atMost(Nodes.LONG)
          .untilAsserted(() -> assertThat(nodes.notices.getLast()).contains("has ended"));
    }
  }

  @Tag("slow")
  @Test
  void twoAgentsOfOneNameAndADriverOfAnotherKeyAreRefusedInWords() throws Exception {
    try (var nodes = new Nodes(directory)) {
      nodes.agent("a", "127.0.0.2", 1);
      assertThat(nodes.agent("a", "127.0.0.3", 1).told().events.getFirst())
          .startsWith("refused: ")
          .contains("127.0.0.2", "--name");
      var strange = directory.resolve("strange.pem");
      new Nodes(Files.createDirectory(directory.resolve("other"))).close();
      Files.copy(directory.resolve("other/identity.pem"), strange);
      Files.setPosixFilePermissions(strange, PosixFilePermissions.fromString("rw-------"));
      assertThatThrownBy(() ->
              start(naps(1, 1), 1, new ClusterAccess(nodes.access().coordinator(), strange), "no"))
          .isInstanceOf(NoClusterException.class)
          .hasMessageContaining("identity");
      assertThat(directory.resolve("no")).doesNotExist();
    }
  }

  @Tag("slow")
  @Test
  void whereNobodyListensARunSaysSoAndLeavesNothing() throws Exception {
    try (var nodes = new Nodes(directory)) {
      var nowhere = new NodeAddress("127.0.0.1", freePort());
      var identity = nodes.access().identity();
      assertThatThrownBy(() -> start(naps(1, 1), 1, new ClusterAccess(nowhere, identity), "nobody"))
          .isInstanceOf(NoClusterException.class)
          .hasMessageContaining("nothing listens at " + nowhere);
      assertThat(directory.resolve("nobody")).doesNotExist();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Tag("slow")
  @Test
  void aRunWaitsForWorkersAndGoesOnWhenAHostJoins() throws Exception {
    try (var nodes = new Nodes(directory)) {
      var run = start(naps(4, 1), 1, nodes.access(), "run");
      await()
          .atMost(Nodes.LONG)
          .until(
              () -> notices(run).stream().anyMatch(text -> text.startsWith("waits for workers")));
      nodes.agent("late", "127.0.0.2", 1);
      assertThat(run.await().end().end()).isEqualTo(RunEnd.COMPLETED);
    }
  }

  @Tag("slow")
  @Test
  void aHostThatSeesAnotherDirectoryOfTheRunsNameIsFoundOutAndSaysSo() throws Exception {
    try (var nodes = new Nodes(directory)) {
      var mustSee = new EngineSettings.Cluster(EngineSettings.SharedFilesystem.TRUE, 1);
      var settings = Runs.settings().withCluster(mustSee);
      var run = start(naps(4, 1), 1, nodes.access(), "run", settings);
      // As on a host where something else lies at the same path.
      Files.write(directory.resolve("run/proof"), new byte[32]);
      nodes.agent("elsewhere", "127.0.0.2", 1);
      assertThat(run.await().end().end()).isEqualTo(RunEnd.STALLED);
      assertThat(notices(run))
          .anySatisfy(text ->
              assertThat(text)
                  .contains(
                      "elsewhere", "run here is not the driver's directory", "shared-filesystem"));
      assertThat(run.pids()).isEmpty();
    }
  }

  @Tag("slow")
  @Test
  void aHostThatSeesAnotherDirectoryIsSentWhatItsTasksNeedAndGivesItsLogs() throws Exception {
    try (var nodes = new Nodes(directory)) {
      var run = start(naps(4, 1), 1, nodes.access(), "run");
      Files.write(directory.resolve("run/proof"), new byte[32]);
      nodes.agent("elsewhere", "127.0.0.2", 1);
      assertThat(run.await().end().end()).as("%s", run.events()).isEqualTo(RunEnd.COMPLETED);
      assertThat(directory.resolve("run/logs/w1.log")).isNotEmptyFile();
      await()
          .atMost(Nodes.LONG)
          .untilAsserted(
              () -> assertThat(directory.resolve("state/worker-files/1/runs")).isEmptyDirectory());
    }
  }

  @Tag("slow")
  @Test
  void resultsThatAreTooLargeForAMessageComeBackFromAHostThatSeesNothing() throws Exception {
    var plan =
        Runs.divided(
            "mandelbrot",
            Fields.of("width", Value.of(1500))
                .with("height", Value.of(1200))
                .with("tile", Value.of(600)));
    try (var nodes = new Nodes(directory)) {
      nodes.agent("elsewhere", "127.0.0.2", 2);
      var apart =
          Runs.settings()
              .withCluster(
                  new EngineSettings.Cluster(EngineSettings.SharedFilesystem.FALSE, 1 << 24));
      var run = start(plan, 2, nodes.access(), "run", apart).await();
      assertThat(run.end().end()).as("%s", run.events()).isEqualTo(RunEnd.COMPLETED);
      var alone = Runs.run(plan, BackendKind.THREADS, 2, directory.resolve("alone"));
      assertThat(run.end().result()).isEqualTo(alone.end().result());
    }
  }

  @Tag("slow")
  @Test
  void aHostThatDrainsLetsItsWorkersFinishAndARunGoesOnElsewhere() throws Exception {
    try (var nodes = new Nodes(directory)) {
      var first = nodes.agent("first", "127.0.0.2", 1);
      var run = start(naps(60, 100), 1, nodes.access(), "run");
      await().atMost(Nodes.LONG).until(() -> run.completed() > 0);
      nodes.agent("second", "127.0.0.3", 1);
      first.node().drain();
      first.told().ended.get();
      assertThat(run.isOver()).isFalse();
      var end = run.await();
      assertThat(end.end().end()).isEqualTo(RunEnd.COMPLETED);
      assertThat(run.all(RunEvent.TaskRetried.class)).isEmpty();
      assertThat(run.pids()).hasSize(2);
    }
  }

  private static List<String> notices(Runs.Going run) {
    var texts = new ArrayList<String>();
    run.all(RunEvent.Notice.class).forEach(notice -> texts.add(notice.text()));
    return texts;
  }
}
