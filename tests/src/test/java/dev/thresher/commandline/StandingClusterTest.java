package dev.thresher.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thresher.rundir.JsonFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster in the background and its jobs, as a user has them: verb by verb. */
@Tag("slow")
@Timeout(200)
class StandingClusterTest {
  private static final Duration LONG = Duration.ofSeconds(90);

  @TempDir Path directory;

  private final List<CommandLine> started = new ArrayList<>();
  private String listen = "";

  @BeforeEach
  void choosePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listen = "127.0.0.1:" + socket.getLocalPort();
    }
    Files.writeString(
        directory.resolve("naps.conf"),
        "name = naps\nparams { tasks = 20 }\ntask { kind = sleep, millis = 100, tasks = ${params.tasks} }\n");
  }

  @AfterEach
  void endAll() {
    started.forEach(CommandLine::close);
  }

  private CommandLine start(String... arguments) throws IOException {
    var process = CommandLine.start(directory, arguments);
    started.add(process);
    return process;
  }

  /** Runs a verb to its end; answers what it has printed as its result. */
  private String verb(int exitCode, String... arguments) throws Exception {
    start(arguments).ends(exitCode);
    return started.getLast().out();
  }

  private CommandLine up() throws Exception {
    var up = start("cluster", "up", "2", "--slots", "1", "--listen", listen);
    up.ends(0);
    return up;
  }

  private JsonNode json(String... arguments) throws Exception {
    return new ObjectMapper().readTree(verb(0, arguments));
  }

  private Path members() throws IOException {
    try (var hosts = Files.list(directory.resolve("state/thresher/up"))) {
      return hosts.findFirst().orElseThrow().resolve("members.json");
    }
  }

  private void killMember(int index) throws IOException {
    var member = JsonFile.read(members()).get("members").asSequence().get(index).asFields();
    var process = ProcessHandle.of(member.get("process").asFields().whole("pid")).orElseThrow();
    process.destroyForcibly();
    await().atMost(LONG).until(() -> !process.isAlive());
  }

  private int workers() throws Exception {
    var status = start("cluster", "status", "--json");
    while (status.lives(100)) {
      // it answers or refuses within moments
    }
    var out = status.out();
    return out.contains("\"workers\"")
        ? new ObjectMapper().readTree(out).get("workers").size()
        : -1;
  }

  @Test
  void jobsRunAreFollowedCancelledAndSurviveTheCoordinatorAndNothingIsLeft() throws Exception {
    var up = up();
    assertThat(json("cluster", "status", "-o", "json").get("slots").asInt()).isEqualTo(2);
    verb(2, "cluster", "up", "1");
    assertThat(started.getLast().err()).contains("is up already", "cluster down");

    assertThat(verb(0, "submit", "naps.conf")).isEqualTo("j1\n");
    assertThat(json("jobs", "--json").get("jobs").get(0).get("state").asText())
        .isEqualTo("running");
    assertThat(verb(0, "logs", "-f", "j1")).contains("naps on cluster", "20 of 20 completed");
    verb(0, "wait", "j1");

    assertThat(verb(0, "submit", "naps.conf", "--set", "tasks=3000")).isEqualTo("j2\n");
    verb(124, "wait", "j2", "--timeout", "1s");
    await().atMost(LONG).until(() -> verb(0, "logs", "j2").contains("naps on cluster: "));
    killMember(0);
    verb(3, "cluster", "status");
    assertThat(started.getLast().err()).contains("coordinator, process", "has died", "log");

    verb(2, "cluster", "up", "1", "--slots", "1", "--listen", listen);
    assertThat(started.getLast().err()).contains("coordinator has died", "cluster up 2 --listen");
    verb(0, "cluster", "up", "2", "--slots", "1", "--listen", listen);
    assertThat(started.getLast().err()).contains("started again what had died: coordinator");
    assertThat(workers()).isEqualTo(2);
    var jobs = json("jobs", "-o", "json").get("jobs");
    assertThat(jobs.get(0).get("exitCode").asInt()).isZero();
    assertThat(jobs.get(1).get("state").asText()).isEqualTo("running");
    verb(0, "cancel", "j2");
    verb(130, "wait", "j2");
    verb(2, "cancel", "j2");

    assertThat(verb(0, "submit", "naps.conf", "--set", "tasks=3000")).isEqualTo("j3\n");
    verb(0, "cluster", "down");
    assertThat(up.children()).isEmpty();
    up.leavesNothing();
    verb(3, "jobs");
    verb(0, "cluster", "down");
  }

  @Test
  void aWorkerThatDiesIsToldAndAClusterThatCannotComeUpLeavesNothing() throws Exception {
    up();
    killMember(2);
    verb(0, "cluster", "status");
    assertThat(started.getLast().err()).contains("w2, process", "has died", "w2.log");
    assertThat(
            json("cluster", "status", "-o", "json").get("deadMembers").get(0).get("name").asText())
        .isEqualTo("w2");
    verb(0, "cluster", "up", "2", "--slots", "1", "--listen", listen);
    assertThat(started.getLast().err()).contains("started again what had died: w2");
    assertThat(json("cluster", "status", "-o", "json").get("deadMembers")).isEmpty();
    killMember(0);
    start("coordinator", "--listen", listen);
    await("one that is started by hand is as good").atMost(LONG).until(() -> workers() == 2);
    verb(0, "cluster", "workers", "drain", "w1");
    await().atMost(LONG).until(() -> oneIsDead("w1"));
    verb(0, "cluster", "down");

    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var failed = start("cluster", "up", "1", "--listen", "127.0.0.1:" + taken.getLocalPort());
      failed.ends(3);
      assertThat(failed.err())
          .contains("coordinator has ended", "coordinator.log", "cannot listen");
      failed.leavesNothing();
      assertThat(members()).doesNotExist();
    }
  }

  private boolean oneIsDead(String name) throws Exception {
    verb(0, "cluster", "status");
    return started.getLast().err().contains(name + ", process");
  }
}
