package dev.thresher.cli;

import dev.thresher.host.Programs;
import dev.thresher.identity.IdentityFile;
import dev.thresher.remote.RemoteHost;
import dev.thresher.remote.Ssh;
import dev.thresher.remote.SshFailure;
import dev.thresher.share.NodeAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Workers of a cluster on other hosts, started and ended over the user's own ssh. */
final class HostWorkers {
  // A checkout is built at its first start there.
  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration QUESTION = Duration.ofMinutes(1);
  private static final Duration BEYOND = Duration.ofSeconds(30);
  private static final int AT_ONCE = 16;
  private static final byte[] NOTHING = {};

  private final NodeAddress coordinator;
  private final Ssh ssh;

  /**
   * @throws Refusal if there is no ssh
   */
  HostWorkers(Surroundings surroundings, NodeAddress coordinator) {
    this.coordinator = coordinator;
    this.ssh =
        new Ssh(
            Programs.find("ssh", surroundings.environment().getOrDefault("PATH", ""))
                .orElseThrow(
                    () -> Refusal.of("this host has no program ssh, which reaches the others")));
  }

  /** What became of one. */
  record Result(RemoteHost host, boolean done, String sentence) {}

  /**
   * Starts a worker on each host that has none yet, and waits until it has joined.
   *
   * @param clusterKey for hosts that have no key of their own
   */
  List<Result> start(List<RemoteHost> hosts, Path clusterKey) {
    return each(hosts, host -> start(host, clusterKey));
  }

  private Result start(RemoteHost host, Path clusterKey) {
    try {
      var key = IdentityFile.text(host.identity().orElse(clusterKey));
      var words = host.startWords(coordinator);
      var ended = ssh.run(host, words, key.getBytes(StandardCharsets.US_ASCII), START);
      return ended.exit() == 0
          ? new Result(host, true, "")
          : new Result(host, false, sentence(host, ended));
    } catch (IOException impossible) {
      return new Result(host, false, String.valueOf(impossible.getMessage()));
    }
  }

  // An older one may not even understand what it is told.
  private String sentence(RemoteHost host, Ssh.Ended ended) throws IOException {
    if (SshFailure.isThreshers(ended)) {
      var ours = new Version().getVersion()[0];
      var asked = ssh.run(host, List.of(host.thresher(), "--version"), NOTHING, QUESTION);
      var theirs = asked.out().lines().findFirst().orElse("").strip();
      if (asked.exit() == 0 && theirs.startsWith("thresher ") && !theirs.equals(ours)) {
        return SshFailure.otherVersion(theirs, ours);
      }
    }
    return SshFailure.sentence(host, ended);
  }

  /** Lets the workers finish what runs, and ends what has not finished in time. */
  List<Result> end(List<RemoteHost> hosts, Duration within) {
    return each(hosts, host -> end(host, within));
  }

  private Result end(RemoteHost host, Duration within) {
    try {
      var words = host.endWords(coordinator, within);
      var ended = ssh.run(host, words, NOTHING, within.plus(BEYOND));
      return ended.exit() == 0
          ? new Result(host, true, ended.err().strip())
          : new Result(host, false, SshFailure.sentence(host, ended));
    } catch (IOException impossible) {
      return new Result(host, false, String.valueOf(impossible.getMessage()));
    }
  }

  private static List<Result> each(List<RemoteHost> hosts, Function<RemoteHost, Result> work) {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<Future<Result>> all =
          hosts.stream().map(host -> threads.submit(() -> work.apply(host))).toList();
      return all.stream().map(HostWorkers::resultOf).toList();
    }
  }

  private static Result resultOf(Future<Result> future) {
    try {
      return future.get();
    } catch (ExecutionException fault) {
      throw new IllegalStateException(fault.getCause());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    }
  }

  /**
   * Looks at the keys before anything is started.
   *
   * @throws Refusal if a host would be given one that is of no use there
   */
  static void checkKeys(List<RemoteHost> hosts, String file, Path clusterKey) {
    try {
      for (var host : hosts) {
        if (host.identity().isPresent()) {
          IdentityFile.read(host.identity().get(), Instant.now());
        } else if (Files.exists(clusterKey)
            && IdentityFile.read(clusterKey, Instant.now()).authority().isPresent()) {
          throw new IOException(
              "%s is good for this host alone; issue one for each and name it in the line: identity=FILE"
                  .formatted(clusterKey));
        }
      }
    } catch (IOException useless) {
      throw Refusal.of(file + ": " + useless.getMessage());
    }
  }
}
