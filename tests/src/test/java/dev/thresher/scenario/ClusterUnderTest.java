package dev.thresher.scenario;

import dev.thresher.api.ClusterPlace;
import dev.thresher.backend.node.AgentEvents;
import dev.thresher.cluster.Listen;
import dev.thresher.identity.IdentityFile;
import dev.thresher.runtime.nodes.StandingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A cluster of one host in this JVM, as long as this lives, for whole suites. */
public final class ClusterUnderTest {
  private static final int SLOTS = 4;

  private static @Nullable ClusterPlace place;

  private ClusterUnderTest() {}

  public static synchronized ClusterPlace place() {
    var known = place;
    if (known == null) {
      known = open();
      place = known;
    }
    return known;
  }

  private static ClusterPlace open() {
    try {
      var directory = Files.createTempDirectory("thresher-cluster-of-tests");
      var identity = directory.resolve("identity.pem");
      var coordinator = StandingNode.coordinator(identity, Listen.at("127.0.0.1", 0), _ -> {});
      var joined = new Joined();
      var agent =
          StandingNode.agent(
              coordinator.address(),
              IdentityFile.read(identity, Instant.now()),
              Listen.at("127.0.0.2", 0),
              new StandingNode.Offer("host", SLOTS, Map.of()),
              directory.resolve("state"),
              joined);
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .unstarted(() -> {
                    agent.close();
                    coordinator.close();
                    delete(directory);
                  }));
      joined.first.await();
      return ClusterPlace.at(coordinator.address().toString()).identity(identity);
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static void delete(Path directory) {
    try (var all = Files.walk(directory)) {
      all.sorted(java.util.Comparator.reverseOrder())
          .map(Path::toFile)
          .forEach(file -> {
            var _ = file.delete();
          });
    } catch (IOException stays) {
      throw new UncheckedIOException(stays);
    }
  }

  private static final class Joined implements AgentEvents {
    final CountDownLatch first = new CountDownLatch(1);

    @Override
    public void joined() {
      first.countDown();
    }

    @Override
    public void refused(String reason) {}

    @Override
    public void unheard() {}

    @Override
    public void notice(String sentence) {}

    @Override
    public void ended() {}
  }
}
