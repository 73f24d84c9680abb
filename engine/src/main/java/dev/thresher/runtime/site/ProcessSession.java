package dev.thresher.runtime.site;

import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.cluster.EngineSystem;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.runtime.Workplace;
import dev.thresher.schedule.Decision;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run whose tasks are submitted, from its directory to the last file of it. */
final class ProcessSession implements Session {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessSession.class);
  private static final long DECODING_SECONDS = 5;
  private static final Duration SYSTEM_END = Duration.ofSeconds(10);

  private final RunDirectory directory;
  private final Workplace workplace;
  private final ActorSystem<ToCoordinator> system;
  private final SiteFeed feed;
  private final ExecutorService decoders;
  private final ShownOutput output;

  ProcessSession(
      RunDirectory directory,
      Workplace workplace,
      ActorSystem<ToCoordinator> system,
      SiteFeed feed,
      ExecutorService decoders,
      ShownOutput output) {
    this.directory = directory;
    this.workplace = workplace;
    this.system = system;
    this.feed = feed;
    this.decoders = decoders;
    this.output = output;
  }

  @Override
  public Decision.Finish live() {
    var _ = system.getWhenTerminated().thenRun(feed::coordinatorIsGone);
    try {
      return feed.pump();
    } catch (InterruptedException never) {
      throw new IllegalStateException("nobody interrupts this thread", never);
    } finally {
      putAway();
    }
  }

  private void putAway() {
    try {
      if (!EngineSystem.end(system, SYSTEM_END)) {
        LOG.warn("the actor system does not end; the executor ends without it");
      }
      decoders.shutdown();
      // Code of the caller's that never returns must not keep the executor from ending.
      if (!decoders.awaitTermination(DECODING_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("decoding of results goes on after the executor's end");
      }
      output.close();
      directory.close();
      directory.delete();
    } catch (IOException leftOver) {
      LOG.warn("cannot tidy up {}: {}", directory.path(), leftOver.toString());
    } catch (InterruptedException fault) {
      LOG.warn("the actor system did not end well", fault);
    } finally {
      workplace.close();
    }
  }
}
