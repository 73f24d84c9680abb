package dev.thresher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.backend.BackendProtocol.FleetStopped;
import dev.thresher.backend.BackendProtocol.FromCoordinator;
import dev.thresher.backend.BackendProtocol.FromWorker;
import dev.thresher.backend.BackendProtocol.Registered;
import dev.thresher.backend.BackendProtocol.Start;
import dev.thresher.backend.BackendProtocol.StopAll;
import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.backend.BackendProtocol.ToFleet;
import dev.thresher.backend.BackendProtocol.ToWorker;
import dev.thresher.backend.BackendProtocol.WorkerExited;
import dev.thresher.backend.BackendProtocol.WorkerStarted;
import dev.thresher.backend.Peer;
import dev.thresher.backend.WorkerExit;
import dev.thresher.backend.direct.DirectListener;
import dev.thresher.backend.process.Nursery;
import dev.thresher.backend.process.ProcessFleet;
import dev.thresher.backend.process.RunTerms;
import dev.thresher.cluster.EngineSystem;
import dev.thresher.codec.Contact;
import dev.thresher.identity.TlsIdentity;
import dev.thresher.launch.Installation;
import dev.thresher.launch.WorkerCommand;
import dev.thresher.model.Incarnation;
import dev.thresher.model.RunId;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.rundir.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A real fleet of worker processes with a coordinator that only listens, welcomes who registers and
 * keeps every message for the test to look at.
 */
final class FleetUnderTest implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration BEAT = Duration.ofMillis(200);
  private static final Duration END_TIMEOUT = Duration.ofSeconds(2);

  final TlsIdentity identity = TlsIdentity.generate();
  final Path directory;
  final Optional<DirectListener> channels;
  private final Nursery nursery;
  private final BlockingQueue<ToCoordinator> heard = new LinkedBlockingQueue<>();
  private final Map<Incarnation, Peer<ToWorker>> workers = new ConcurrentHashMap<>();
  final ActorSystem<ToCoordinator> system;
  private final ActorRef<ToFleet> fleet;

  FleetUnderTest(Path directory, int workers) {
    this(directory, workers, command(directory), Duration.ofSeconds(40), Optional.empty());
  }

  /** Workers speak by channels of their own. */
  static FleetUnderTest direct(Path directory, int workers) throws IOException {
    var channels = Optional.of(DirectListener.open(directory));
    return new FleetUnderTest(
        directory, workers, command(directory), Duration.ofSeconds(40), channels);
  }

  FleetUnderTest(
      Path directory,
      int workers,
      Function<Incarnation, WorkerCommand> command,
      Duration startTimeout) {
    this(directory, workers, command, startTimeout, Optional.empty());
  }

  private FleetUnderTest(
      Path directory,
      int workers,
      Function<Incarnation, WorkerCommand> command,
      Duration startTimeout,
      Optional<DirectListener> channels) {
    this.directory = directory;
    this.channels = channels;
    this.nursery = new Nursery(command, who -> file(who, ".out"));
    nursery.startEarly(workers);
    nursery.agree(terms());
    this.system =
        channels.isPresent()
            ? EngineSystem.local(coordinator())
            : EngineSystem.coordinator(coordinator(), identity);
    var limits = new ProcessFleet.Limits(startTimeout, 4, this::started, END_TIMEOUT);
    this.fleet =
        system.systemActorOf(
            ProcessFleet.create(system, nursery, limits, channels),
            "fleet",
            org.apache.pekko.actor.typed.Props.empty());
    fleet.tell(new Start(workers));
  }

  static Function<Incarnation, WorkerCommand> command(Path directory) {
    return who ->
        WorkerCommand.of(
            Installation.current(), WorkerCommand.flags(256, directory.resolve(who + ".crash")));
  }

  private RunTerms terms() {
    try {
      return new RunTerms(
          new RunId("test"),
          contact(),
          who -> file(who, ".log"),
          "INFO",
          directory.resolve("tasks"),
          Files.createDirectories(directory.resolve("blobs")),
          1,
          BEAT,
          Duration.ofSeconds(5),
          Optional.empty());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Function<Incarnation, Contact> contact() {
    return channels.isPresent()
        ? who -> new Contact.ByChannel(channels.get().expect(who))
        : RunTerms.byCluster(identity);
  }

  private Path started(Incarnation who) {
    return RunDirectory.startedBeside(directory.resolve("blobs"), who);
  }

  Path file(Incarnation who, String ending) {
    return directory.resolve(who + ending);
  }

  private Behavior<ToCoordinator> coordinator() {
    return Behaviors.receiveMessage(message -> {
      if (message instanceof FromWorker(var from, Reply.Register _, var worker)) {
        workers.put(from, worker);
        tellFleet(new Registered(from));
        ask(from, new Request.Welcome(new RunId("test"), 1, from, 0));
      }
      heard.add(message);
      return Behaviors.same();
    });
  }

  void tellFleet(ToFleet message) {
    fleet.tell(message);
  }

  void ask(Incarnation worker, Request request) {
    var ref = workers.get(worker);
    if (ref == null) {
      throw new AssertionError(worker + " has not registered");
    }
    ref.tell(new FromCoordinator(request));
  }

  static Incarnation first(int worker) {
    return new Incarnation(WorkerId.numbered(worker), 1);
  }

  <T> List<T> all(Class<T> type) {
    return heard.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <R extends Reply> Stream<R> replies(Incarnation from, Class<R> type) {
    return all(FromWorker.class).stream()
        .filter(message -> message.from().equals(from))
        .map(FromWorker::reply)
        .filter(type::isInstance)
        .map(type::cast);
  }

  <R extends Reply> R awaitReply(Incarnation from, Class<R> type) {
    await(from + " says " + type.getSimpleName())
        .atMost(LONG)
        .until(() -> replies(from, type).findAny().isPresent());
    return replies(from, type).findFirst().orElseThrow();
  }

  WorkerExit awaitExit(Incarnation worker) {
    await(worker + " has ended")
        .atMost(LONG)
        .untilAsserted(() -> assertThat(exits(worker)).isNotEmpty());
    return exits(worker).getFirst();
  }

  List<WorkerExit> exits(Incarnation worker) {
    return all(WorkerExited.class).stream()
        .filter(exited -> exited.worker().equals(worker))
        .map(WorkerExited::exit)
        .toList();
  }

  long pid(Incarnation worker) {
    return all(WorkerStarted.class).stream()
        .filter(started -> started.worker().equals(worker))
        .findFirst()
        .orElseThrow()
        .pid();
  }

  void stop() {
    stop(Duration.ofSeconds(10));
  }

  void stop(Duration grace) {
    fleet.tell(new StopAll(grace));
    await("the fleet has stopped")
        .atMost(LONG)
        .untilAsserted(() -> assertThat(all(FleetStopped.class)).isNotEmpty());
  }

  @Override
  public void close() {
    stop();
    nursery.close();
    channels.ifPresent(DirectListener::close);
    system.terminate();
    await().atMost(LONG).until(() -> system.whenTerminated().isCompleted());
  }
}
