package dev.thresher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.http.Cluster;
import dev.thresher.http.HttpServer;
import dev.thresher.model.RunId;
import dev.thresher.share.AgentOffer;
import dev.thresher.share.NodeAddress;
import dev.thresher.share.RunDemand;
import dev.thresher.share.RunKey;
import dev.thresher.share.Standing;
import dev.thresher.standing.AccessToken;
import dev.thresher.standing.CoordinatorHome;
import dev.thresher.standing.Jobs;
import dev.thresher.standing.ProcessMark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Verbs that ask a coordinator, against a server whose coordinator is made up. */
@Timeout(60)
class ClusterVerbsTest {
  private static final NodeAddress LISTEN = new NodeAddress("127.0.0.1", 7300);

  @TempDir Path directory;
  private final List<String> drained = new CopyOnWriteArrayList<>();

  private final class MadeUp implements Cluster {
    @Override
    public CompletionStage<Standing> standing() {
      var key = new RunKey(new RunId("sweep-1"), 1);
      var at = new NodeAddress("10.0.0.7", 41_000);
      var offer =
          new AgentOffer(
              "left",
              1,
              at,
              "vm",
              "1.0",
              4,
              AgentOffer.Isolation.PROCESSES,
              Map.of("gpu", "no"),
              false,
              Map.of(key, 2));
      var demand = new RunDemand(key, at, "1.0", "ada", 0, 3, 1, Map.of(), Map.of("left", 2));
      return CompletableFuture.completedFuture(
          new Standing(
              List.of(new Standing.Host(offer, Duration.ofMillis(300))),
              List.of(new Standing.Run(demand, Map.of("left", 2), Duration.ofMillis(100)))));
    }

    @Override
    public CompletionStage<Boolean> drain(String host) {
      drained.add(host);
      return CompletableFuture.completedFuture(host.equals("left"));
    }

    @Override
    public Self self() {
      return new Self(LISTEN, "vm", "ada", "1.0", Instant.now());
    }
  }

  private CommandRun run(String... arguments) {
    return CommandRun.of(new FakeServices(), directory, arguments);
  }

  private CoordinatorHome home() throws Exception {
    var home = CoordinatorHome.of(directory.resolve("state/thresher"), LISTEN);
    home.make();
    return home;
  }

  /** Jobs that have ended as soon as they are submitted. */
  private Jobs jobs() throws Exception {
    return new Jobs(
        home().jobs(),
        (_, job) -> {
          Files.writeString(job.resolve("log"), "so many words\n");
          Files.writeString(job.resolve("exit"), "5\n");
          return ProcessMark.ofThisProcess();
        });
  }

  @Test
  void jobsAreSubmittedListedShownAndWaitedFor() throws Exception {
    Files.writeString(directory.resolve("w.conf"), "x");
    try (var _ = serve()) {
      var submitted = run("submit", "w.conf", "-j", "2", "--set", "a=1");
      assertThat(submitted.err()).isEmpty();
      assertThat(submitted.out()).isEqualTo("j1\n");
      var json = run("jobs", "-o", "json").json().get("jobs").get(0);
      assertThat(json.get("order").get("file").asText())
          .isEqualTo(directory.resolve("w.conf").toString());
      assertThat(json.get("order").get("sets").get(0).asText()).isEqualTo("a=1");
      assertThat(run("jobs").out()).containsPattern("j1 +ended +5 ");
      assertThat(run("logs", "-f", "j1").out()).isEqualTo("so many words\n");
      assertThat(run("wait", "j1").exitCode()).isEqualTo(5);
      var over = run("cancel", "j1");
      assertThat(over.exitCode()).isEqualTo(2);
      assertThat(over.err()).contains("j1 is not running");
      assertThat(run("wait", "j2").err()).contains("no such job", "thresher jobs");
      assertThat(run("logs", "../j1").err()).contains("is no job's name");
    }
  }

  @Test
  void whatCouldNeverBePlacedIsRefusedWhenItIsSubmitted() throws Exception {
    Files.writeString(directory.resolve("w.conf"), "x");
    try (var _ = serve()) {
      var nowhere = run("submit", "w.conf", "--require", "gpu=yes");
      assertThat(nowhere.exitCode()).isEqualTo(2);
      assertThat(nowhere.err()).contains("label gpu=yes", "nothing was started");
      assertThat(run("submit", "w.conf", "--require", "gpu=no").exitCode()).isZero();
      assertThat(run("submit", "w.conf", "-j", "0").exitCode()).isEqualTo(2);
      assertThat(run("jobs", "--json").json().get("jobs")).hasSize(1);
    }
  }

  private HttpServer serve() throws Exception {
    var home = home();
    var token = AccessToken.generate();
    token.write(home.token());
    var server = HttpServer.open(new NodeAddress("127.0.0.1", 0), token, new MadeUp(), jobs());
    home.announce(server.address(), LISTEN);
    return server;
  }

  @Test
  void theyFindTheCoordinatorAndShowWhatItTells() throws Exception {
    try (var server = serve()) {
      var status = run("cluster", "status");
      assertThat(status.err()).isEmpty();
      assertThat(status.exitCode()).isZero();
      assertThat(status.out())
          .contains("coordinator at 127.0.0.1:7300 on vm", "4 slots, 2 of them free")
          .contains("1 run, 1 of them waiting")
          .containsPattern("left +vm +10.0.0.7:41000 +1.0 +4 +2 +serving .*gpu=no")
          .containsPattern("sweep-1 +ada +3 slots +2 +left=2");
      var json = run("cluster", "workers", "list", "-o", "json").json();
      assertThat(json.get("workers").get(0).get("usedSlots").asInt()).isEqualTo(2);
      assertThat(run("cluster", "workers", "inspect", "left").out())
          .containsPattern("run +sweep-1: 2 slots");
      for (var address : List.of(server.address().toString(), "localhost:7300")) {
        assertThat(run("cluster", "status", "--cluster", address).exitCode()).isZero();
      }
      assertThat(run("cluster", "workers", "drain", "left").exitCode()).isZero();
      assertThat(drained).containsExactly("left");
    }
  }

  @Test
  void whatIsNotThereIsSaidInWords() throws Exception {
    try (var _ = serve()) {
      var unknown = run("cluster", "workers", "inspect", "right", "--json");
      assertThat(unknown.exitCode()).isEqualTo(2);
      assertThat(unknown.err()).contains("no worker is called right", "workers list");
      assertThat(unknown.json().get("exitCode").asInt()).isEqualTo(2);
      assertThat(run("cluster", "workers", "drain", "../left").exitCode()).isEqualTo(2);
      assertThat(run("cluster", "status", "--cluster", "127.0.0.1:1").err())
          .contains("127.0.0.1:1", "--token");
      AccessToken.generate().write(home().token());
      var refused = run("cluster", "status");
      assertThat(refused.exitCode()).isEqualTo(3);
      assertThat(refused.err()).contains("refuses the token in " + home().token());
    }
    var ended = run("cluster", "status");
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.err()).contains("nobody listens at");
  }

  @Test
  void whereThereIsNoCoordinatorTheyTellHowToStartOne() {
    var nobody = run("cluster", "status", "-o", "json");
    assertThat(nobody.exitCode()).isEqualTo(3);
    assertThat(nobody.err()).contains("no coordinator of yours runs on this host", "cluster up");
  }
}
