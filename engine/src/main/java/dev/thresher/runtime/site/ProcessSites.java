package dev.thresher.runtime.site;

import dev.thresher.api.PlainTasks;
import dev.thresher.api.Recycling;
import dev.thresher.api.local.LocalSites;
import dev.thresher.api.spi.Site;
import dev.thresher.api.spi.SiteProvider;
import dev.thresher.api.spi.SiteSettings;
import dev.thresher.backend.BackendProtocol.SubmitterCalls;
import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.codec.PayloadCodec;
import dev.thresher.codec.ProtobufOnClassPath;
import dev.thresher.coordinator.CoordinatorActor;
import dev.thresher.journal.DurableSchedule;
import dev.thresher.launch.Installation;
import dev.thresher.model.BackendKind;
import dev.thresher.rundir.AbandonedExecutors;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.rundir.StateDirectory;
import dev.thresher.rundir.TaskLogs;
import dev.thresher.runtime.ReferenceSettings;
import dev.thresher.runtime.RunOptions;
import dev.thresher.runtime.Workplace;
import dev.thresher.runtime.closures.CallerClasses;
import dev.thresher.schedule.Elasticity;
import dev.thresher.schedule.RunSchedule;
import dev.thresher.schedule.SchedulingLimits;
import dev.thresher.task.SerializationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens worker processes for executors of the Java API, on this host or on those of a cluster. */
public final class ProcessSites implements SiteProvider {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessSites.class);

  @Override
  public Set<BackendKind> backends() {
    return Set.of(BackendKind.PROCESSES, BackendKind.CLUSTER);
  }

  @Override
  public Site open(SiteSettings settings) {
    var engine = settings.engine().orElseGet(ReferenceSettings::ofExecutors);
    var options =
        new RunOptions(
            settings.backend(),
            settings.workers().orElse(0),
            settings.transport().map(engine::withTransport).orElse(engine),
            Optional.empty(),
            false,
            false);
    var state = StateDirectory.ofThisUser();
    var place = SitePlace.of(options, settings, state);
    try {
      ProtobufOnClassPath.require();
      tidyUp(state);
      var directory = RunDirectory.createForExecutor(state, settings.name(), Instant.now());
      return open(place, options, directory, settings);
    } catch (RuntimeException | Error refused) {
      place.abandon();
      throw refused;
    } catch (IOException unusable) {
      place.abandon();
      throw new UncheckedIOException(unusable.getMessage(), unusable);
    }
  }

  /** Beside everything else: whoever opens an executor does not wait for what others left. */
  private static void tidyUp(StateDirectory state) {
    Thread.ofVirtual()
        .name("thresher-tidies-up")
        .start(() -> {
          try {
            AbandonedExecutors.delete(state);
          } catch (IOException inTheWay) {
            LOG.info("what a killed program left stays: {}", inTheWay.toString());
          }
        });
  }

  private static Encoding encoding(
      RunDirectory directory, SiteSettings settings, PayloadCodec payloads) throws IOException {
    var classes = new CallerClasses(directory.code().toAbsolutePath());
    var encoding = new Encoding(new CallerCodes(classes, payloads), settings.initializer());
    try {
      encoding.check();
      return encoding;
    } catch (SerializationException refused) {
      directory.close();
      directory.delete();
      throw new IllegalArgumentException(
          "the initialiser: " + refused.failure().message(), refused);
    }
  }

  private static Site withLocalThreads(Site processes, SiteSettings settings) {
    var threads =
        new SiteSettings(
            BackendKind.THREADS,
            settings.name() + "-local",
            OptionalInt.of(processes.width()),
            OptionalInt.of(0),
            settings.idleTimeout(),
            settings.grace(),
            Optional.empty(),
            Recycling.NEVER,
            settings.plainTasks(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new WithLocalThreads(processes, new LocalSites().open(threads));
  }

  private static Site open(
      SitePlace place, RunOptions options, RunDirectory directory, SiteSettings settings)
      throws IOException {
    var payloads = PayloadCodec.writingOver(directory.blobs().toAbsolutePath());
    var encoding = encoding(directory, settings, payloads);
    // The processes come first: while they start, everything else is made.
    var workplace = place.workplace(directory, settings.fewest().orElse(Integer.MAX_VALUE));
    var crew = new Crew(settings.name());
    // The desk calls an actor that is told of the desk when it is made.
    var coordinator = new CompletableFuture<ActorSystem<ToCoordinator>>();
    var desk =
        new Desk(
            () -> coordinator.thenAccept(system -> system.tell(new SubmitterCalls())), crew::place);
    // Virtual threads: code of the caller's that never returns holds up nothing but its own result.
    var decoders =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("thresher-decoder").factory());
    var delivery = new Delivery(desk, crew, new LogTail(directory.taskLogs()), payloads, decoders);
    var feed = new SiteFeed(crew, new Recycler(settings.recycling(), crew, desk), delivery);
    var limits =
        SchedulingLimits.of(options.settings(), options.backend(), 0).withGrace(settings.grace());
    var elasticity =
        new Elasticity(workplace.atFirst(), workplace.workers(), settings.idleTimeout());
    var schedule = RunSchedule.accepting(directory.id(), 1, limits, elasticity);
    var system = workplace.system(actor(schedule, workplace, desk, feed));
    coordinator.complete(system);
    var site = new ProcessSite(desk, crew, delivery, encoding, workplace.slots());
    var output = new ShownOutput(new TaskLogs(directory.taskLogs()), desk::hasEnded);
    var session = new ProcessSession(directory, workplace, system, feed, decoders, output);
    Thread.ofPlatform().name("thresher-news").start(() -> site.serve(session));
    return settings.plainTasks() == PlainTasks.ON_LOCAL_THREADS
        ? withLocalThreads(site, settings)
        : site;
  }

  private static Behavior<ToCoordinator> actor(
      RunSchedule schedule, Workplace workplace, Desk desk, SiteFeed feed) {
    return CoordinatorActor.create(
        DurableSchedule.unlogged(schedule),
        feed,
        desk,
        workplace.fleet(),
        workplace.atFirst(),
        Installation.current().caches().exitTime());
  }
}
