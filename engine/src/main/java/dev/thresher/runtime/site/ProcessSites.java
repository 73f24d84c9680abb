package dev.thresher.runtime.site;

import dev.thresher.api.spi.Site;
import dev.thresher.api.spi.SiteProvider;
import dev.thresher.api.spi.SiteSettings;
import dev.thresher.backend.BackendProtocol.SubmitterCalls;
import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.codec.PayloadCodec;
import dev.thresher.codec.objects.ObjectCodec;
import dev.thresher.coordinator.CoordinatorActor;
import dev.thresher.launch.Installation;
import dev.thresher.model.BackendKind;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.rundir.StateDirectory;
import dev.thresher.runtime.ProcessWorkplace;
import dev.thresher.runtime.ReferenceSettings;
import dev.thresher.runtime.RunOptions;
import dev.thresher.runtime.Staffing;
import dev.thresher.runtime.code.ProgramLoader;
import dev.thresher.schedule.RunSchedule;
import dev.thresher.schedule.SchedulingLimits;
import dev.thresher.task.ClassPath;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;

/** Opens worker processes for executors of the Java API. */
public final class ProcessSites implements SiteProvider {
  private static final int DECODERS = 4;

  @Override
  public Set<BackendKind> backends() {
    return Set.of(BackendKind.PROCESSES);
  }

  @Override
  public Site open(SiteSettings settings) {
    var options =
        new RunOptions(
            BackendKind.PROCESSES,
            settings.workers().orElse(0),
            ReferenceSettings.defaults(),
            Optional.empty(),
            false,
            false);
    if (ProcessWorkplace.staffing(options) instanceof Staffing.Refused(String reason)) {
      throw new IllegalArgumentException(reason);
    }
    try {
      var directory =
          RunDirectory.create(StateDirectory.ofThisUser(), settings.name(), Instant.now());
      return open(options, directory);
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable.getMessage(), unusable);
    }
  }

  private static Site open(RunOptions options, RunDirectory directory) {
    // The processes come first: while they start, everything else is made.
    var workplace = new ProcessWorkplace(options, directory);
    var loader = classLoader();
    var objects = new ObjectCodec(loader, new PayloadCodec(directory.blobs().toAbsolutePath()));
    var crew = new Crew();
    // The desk calls an actor that is told of the desk when it is made.
    var coordinator = new CompletableFuture<ActorSystem<ToCoordinator>>();
    var desk =
        new Desk(
            () -> coordinator.thenAccept(system -> system.tell(new SubmitterCalls())),
            crew::place);
    var decoders = decoders();
    var delivery = new Delivery(desk, crew, objects, decoders);
    var feed = new SiteFeed(crew, delivery);
    var system = workplace.system(actor(options, directory, workplace, desk, feed));
    coordinator.complete(system);
    var site =
        new ProcessSite(
            desk, crew, delivery, new Encoding(objects, callersCode(loader)), workplace.slots());
    var session = new ProcessSession(directory, workplace, system, feed, decoders);
    Thread.ofPlatform().name("thresher-news").start(() -> site.serve(session));
    return site;
  }

  private static org.apache.pekko.actor.typed.Behavior<ToCoordinator> actor(
      RunOptions options,
      RunDirectory directory,
      ProcessWorkplace workplace,
      Desk desk,
      SiteFeed feed) {
    var limits = SchedulingLimits.of(options.settings(), options.backend(), 0);
    return CoordinatorActor.create(
        RunSchedule.accepting(directory.id(), 1, limits),
        feed,
        desk,
        workplace.fleet(),
        workplace.workers(),
        Installation.current().caches().exitTime());
  }

  private static ClassLoader classLoader() {
    var ofThread = Thread.currentThread().getContextClassLoader();
    return ofThread == null ? ClassLoader.getSystemClassLoader() : ofThread;
  }

  private static ClassPath callersCode(ClassLoader loader) {
    var path = System.getProperty("java.class.path", "");
    List<String> entries =
        Arrays.stream(path.split(File.pathSeparator))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList();
    return loader instanceof ProgramLoader program
        ? new ClassPath(entries, program.bundle())
        : ClassPath.of(entries);
  }

  private static ExecutorService decoders() {
    var decoders =
        new ThreadPoolExecutor(
            DECODERS,
            DECODERS,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("thresher-decoder-", 0).factory());
    decoders.allowCoreThreadTimeOut(true);
    return decoders;
  }
}
