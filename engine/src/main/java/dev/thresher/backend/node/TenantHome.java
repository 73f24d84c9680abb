package dev.thresher.backend.node;

import dev.thresher.backend.direct.DirectListener;
import dev.thresher.backend.process.Nursery;
import dev.thresher.backend.process.ProcessFleet;
import dev.thresher.backend.process.RunTerms;
import dev.thresher.codec.Contact;
import dev.thresher.launch.HeapPlan;
import dev.thresher.launch.Installation;
import dev.thresher.launch.WorkerCommand;
import dev.thresher.model.Bytes;
import dev.thresher.model.Incarnation;
import dev.thresher.model.RunId;
import dev.thresher.share.NodeAddress;
import dev.thresher.share.RunKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the workers of one run need at an agent: a place for their channels, and what each of them
 * is to be started with. Safe for several threads.
 */
final class TenantHome implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TenantHome.class);
  private static final String LOGS = "logs";
  private static final String TASK_LOGS = "logs/tasks";
  private static final String BLOBS = "blobs";
  private static final String STARTED = "started";
  private static final String STAGING = "staging";
  private static final String WORK = "work";
  private static final String SOCKET = "f";
  private static final Duration END_TIMEOUT = Duration.ofSeconds(15);
  private static final int SIMULTANEOUS =
      Math.max(2, 2 * Runtime.getRuntime().availableProcessors());

  private final RunId run;
  private final WorkerTerms terms;
  private final Path place;
  private final DirectListener channels;
  private final Optional<Sent> sent;
  private final Map<Incarnation, WorkerTerms> expected = new ConcurrentHashMap<>();

  /**
   * Of a host that does not see the driver's files.
   *
   * @param home of the run here
   */
  private record Sent(HostFiles files, Path home) {}

  private TenantHome(
      RunId run, WorkerTerms terms, Path place, DirectListener channels, Optional<Sent> sent) {
    this.run = run;
    this.terms = terms;
    this.place = place;
    this.channels = channels;
    this.sent = sent;
  }

  /**
   * Looks whether the run's files are the driver's own, and makes a place for channels, and for the
   * run's files if they are not.
   *
   * @param terms of any worker of the run
   * @throws UncheckedIOException if that cannot be; the message is for the user
   */
  static TenantHome open(
      AgentTerms agent,
      RunKey run,
      WorkerTerms terms,
      Path place,
      NodeLine line,
      Supplier<NodeAddress> driver) {
    try {
      boolean shared =
          switch (terms.shared()) {
            case AUTO -> isTheDriversOwn(terms);
            case TRUE -> isTheDriversOwn(terms) || refuse(terms);
            case FALSE -> false;
          };
      makePrivate(place);
      Optional<Sent> sent = Optional.empty();
      if (!shared) {
        var home = agent.files().runs().resolve("" + place.getFileName());
        makePrivate(home);
        for (var directory : List.of(LOGS, TASK_LOGS, BLOBS, STARTED, WORK, STAGING)) {
          makePrivate(home.resolve(directory));
        }
        makePrivate(place.resolve(SOCKET));
        sent =
            Optional.of(
                new Sent(
                    HostFiles.open(run, line, driver, agent.files(), home, place.resolve(SOCKET)),
                    home));
      }
      var channels = DirectListener.open(place);
      return new TenantHome(run.run(), here(terms, sent), place, channels, sent);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private static boolean refuse(WorkerTerms terms) throws IOException {
    throw new IOException(
        terms.proofFile().getParent() + " here is not the driver's directory of that name");
  }

  private static void makePrivate(Path directory) throws IOException {
    Files.createDirectory(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  // Of the driver's paths only the last names are kept, in directories of our own.
  private static WorkerTerms here(WorkerTerms terms, Optional<Sent> sent) {
    if (sent.isEmpty()) {
      return terms;
    }
    var home = sent.get().home();
    return new WorkerTerms(
        terms.proofFile(),
        terms.proof(),
        home.resolve(WORK),
        home.resolve(LOGS).resolve(name(terms.logFile())),
        home.resolve(LOGS).resolve(name(terms.outputFile())),
        home.resolve(LOGS).resolve(name(terms.errorFile())),
        home.resolve(STARTED).resolve(name(terms.startedFile())),
        home.resolve(TASK_LOGS),
        home.resolve(BLOBS),
        terms.heapMebibytes(),
        terms.slots(),
        terms.beat(),
        terms.orphanGrace(),
        terms.startTimeout(),
        terms.shared());
  }

  /** The last name of a path of the driver's, which must not lead elsewhere. */
  static Path name(Path file) {
    var name = file.getFileName();
    if (name == null || name.toString().equals("..") || name.toString().equals(".")) {
      throw new UncheckedIOException(new IOException(file + " has no name of a file"));
    }
    return name;
  }

  private static boolean isTheDriversOwn(WorkerTerms terms) {
    try {
      return Bytes.adopt(Files.readAllBytes(terms.proofFile())).equals(terms.proof());
    } catch (IOException missing) {
      return false;
    }
  }

  /** In words for the user of the driver. */
  static String reason(@Nullable Throwable failed, AgentTerms agent) {
    Throwable root = failed;
    while ((root instanceof CompletionException || root instanceof UncheckedIOException)
        && root.getCause() != null) {
      root = root.getCause();
    }
    var what = root == null ? "no reason was given" : String.valueOf(root.getMessage());
    return "%s on %s cannot have workers of this run: %s. With engine.cluster.shared-filesystem = true runs need a file system that all hosts see under the same path; keep the run there with --run-dir, or leave the setting out: then files are sent"
        .formatted(agent.name(), agent.host(), what);
  }

  DirectListener channels() {
    return channels;
  }

  Optional<HostFiles> files() {
    return sent.map(Sent::files);
  }

  /** Gives the driver what there is of a worker's own that has ended; nothing fails by that. */
  void handPapers(Incarnation worker) {
    sent.ifPresent(known -> {
      var of = of(worker);
      var papers = new WorkerPapers(known.files(), known.home().resolve(STAGING));
      // A driver that does not take one is not waited for three times.
      boolean _ =
          papers.hand(worker, of.outputFile(), FilePurpose.Paper.Kind.OUTPUT)
              && papers.hand(worker, of.errorFile(), FilePurpose.Paper.Kind.CRASH)
              && papers.hand(worker, of.logFile(), FilePurpose.Paper.Kind.LOG);
      known.files().ended(worker);
    });
  }

  void expect(Incarnation worker, WorkerTerms asked) {
    expected.put(worker, here(asked, sent));
  }

  private WorkerTerms of(Incarnation worker) {
    return expected.getOrDefault(worker, terms);
  }

  ProcessFleet.Limits limits() {
    return new ProcessFleet.Limits(
        terms.startTimeout(), SIMULTANEOUS, worker -> of(worker).startedFile(), END_TIMEOUT);
  }

  /**
   * @param slots of the agent
   */
  Nursery nursery(int slots) {
    int heap = heap(Math.max(1, slots / terms.slots()));
    var nursery =
        new Nursery(
            worker -> command(of(worker), heap),
            worker -> of(worker).outputFile(),
            Optional.of(terms.directory()).filter(Files::isDirectory));
    nursery.agree(
        new RunTerms(
            run,
            worker -> new Contact.ByChannel(channels.expect(worker)),
            worker -> of(worker).logFile(),
            "INFO",
            terms.taskLogs(),
            terms.blobs(),
            terms.slots(),
            terms.beat(),
            terms.orphanGrace(),
            files().map(HostFiles::socket)));
    return nursery;
  }

  private int heap(int workers) {
    if (terms.heapMebibytes() > 0) {
      return terms.heapMebibytes();
    }
    return switch (HeapPlan.of(workers, 0, HeapPlan.Machine.current())) {
      case HeapPlan.Fits fits -> fits.heapMebibytes();
      case HeapPlan.Refused _ -> HeapPlan.LEAST_MEBIBYTES;
    };
  }

  private static WorkerCommand command(WorkerTerms terms, int heap) {
    return WorkerCommand.of(Installation.current(), WorkerCommand.flags(heap, terms.errorFile()));
  }

  @Override
  public void close() {
    channels.close();
    try {
      if (sent.isPresent()) {
        sent.get().files().close();
        Files.deleteIfExists(place.resolve(SOCKET));
      }
      Files.deleteIfExists(place);
    } catch (IOException othersAreQuicker) {
      LOG.debug("{} stays: {}", place, othersAreQuicker.toString());
    }
  }
}
