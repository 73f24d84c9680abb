package dev.thresher.runtime;

import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.backend.BackendProtocol.ToFleet;
import dev.thresher.backend.node.NodeFleet;
import dev.thresher.backend.node.NodeFleetTerms;
import dev.thresher.backend.node.NodeTimes;
import dev.thresher.backend.node.RunLine;
import dev.thresher.backend.node.SentFiles;
import dev.thresher.backend.node.WorkerTerms;
import dev.thresher.cluster.EngineSystem;
import dev.thresher.model.Bytes;
import dev.thresher.model.Counted;
import dev.thresher.model.Incarnation;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.runtime.nodes.ClusterLink;
import dev.thresher.share.RunKey;
import dev.thresher.task.RecordFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;

/**
 * Workers on the hosts of a cluster. The run's own actor system opens no port and knows no cluster;
 * what it says to other hosts goes over a link beside it, so that nothing that happens to that can
 * end the run.
 */
public final class ClusterWorkplace implements Workplace {
  private final RunOptions options;
  private final int workers;
  private final int atFirst;
  private final RunDirectory directory;
  private final ClusterLink link;
  private final RunKey run;
  private final RunLine frames;
  private final Bytes proof;
  private volatile Consumer<String> notices = _ -> {};

  /**
   * @param epoch of the run's coordinator
   * @throws IOException if the run directory cannot be used
   */
  ClusterWorkplace(
      RunOptions options, RunDirectory directory, long epoch, ClusterLink link, RecordFiles records)
      throws IOException {
    this(options, directory, epoch, link, records, Integer.MAX_VALUE);
  }

  /**
   * @param link is closed with this
   * @param atFirst of the workers are asked for at once; the others when they are needed
   * @throws IOException if the run directory cannot be used
   */
  public ClusterWorkplace(
      RunOptions options,
      RunDirectory directory,
      long epoch,
      ClusterLink link,
      RecordFiles records,
      int atFirst)
      throws IOException {
    this.options = options;
    this.workers = workers(options, link);
    this.atFirst = Math.min(atFirst, workers);
    this.directory = directory;
    this.link = link;
    this.run = new RunKey(directory.id(), epoch);
    this.proof = prove(directory.proof());
    this.frames =
        new RunLine(
            run,
            link.line(),
            new SentFiles(
                records,
                Path.of("").toAbsolutePath(),
                directory.code().toAbsolutePath(),
                directory.staging().toAbsolutePath(),
                this::worker,
                options.settings().cluster().largestFile()));
  }

  // Agents compare it: a directory of the same name on another host is another directory.
  private static Bytes prove(Path file) throws IOException {
    var bytes = new byte[WorkerTerms.PROOF_BYTES];
    new SecureRandom().nextBytes(bytes);
    Files.write(file, bytes);
    return Bytes.adopt(bytes);
  }

  /** Of what is asked for; how much there is, the cluster says when the run starts. */
  static Staffing staffing(RunOptions options) {
    if (options.cluster().isEmpty()) {
      return new Staffing.Refused(
          "backend cluster needs the address of the cluster's coordinator: --cluster HOST:PORT");
    }
    int slots = options.settings().processes().slots();
    return options.workers() > 0
        ? new Staffing.Granted(options.workers(), slots, Optional.empty())
        : new Staffing.Granted(
            1, slots, Optional.of("or as many as its hosts can have, as no number is asked for"));
  }

  @Override
  public String transport() {
    return "artery tls-tcp";
  }

  @Override
  public Optional<String> notice() {
    var cluster = link.cluster();
    return Optional.of(
        "cluster at %s: %s on %s, %d of them free"
            .formatted(
                link.coordinator(),
                Counted.of(cluster.slots(), "slot"),
                Counted.of(cluster.agents(), "host"),
                cluster.freeSlots()));
  }

  @Override
  public void tell(Consumer<String> toUser) {
    notices = toUser;
  }

  private static int workers(RunOptions options, ClusterLink link) {
    return options.workers() > 0 ? options.workers() : Math.max(1, link.cluster().most());
  }

  @Override
  public int workers() {
    return workers;
  }

  @Override
  public int atFirst() {
    return atFirst;
  }

  /** At least: a host may give a worker more than it asks for. */
  @Override
  public int slots() {
    int asked = workers * options.settings().processes().slots();
    return options.workers() > 0 ? asked : Math.max(asked, link.cluster().slots());
  }

  @Override
  public ActorSystem<ToCoordinator> system(Behavior<ToCoordinator> coordinator) {
    return EngineSystem.local(coordinator);
  }

  @Override
  public Function<ActorRef<ToCoordinator>, Behavior<ToFleet>> fleet() {
    var terms =
        new NodeFleetTerms(
            run,
            link.line(),
            link.coordinator(),
            link.version(),
            link.user(),
            link.priority(),
            options.settings().processes().slots(),
            options.settings().processes().heapMebibytes(),
            link.require(),
            this::worker,
            frames,
            NodeTimes.STANDARD,
            sentence -> notices.accept(sentence));
    return coordinator -> NodeFleet.create(coordinator, terms);
  }

  private WorkerTerms worker(Incarnation worker) {
    var processes = options.settings().processes();
    return new WorkerTerms(
        directory.proof().toAbsolutePath(),
        proof,
        Path.of("").toAbsolutePath(),
        directory.workerLog(worker).toAbsolutePath(),
        directory.workerOutput(worker).toAbsolutePath(),
        directory.crashReport(worker).toAbsolutePath(),
        directory.started(worker).toAbsolutePath(),
        directory.taskLogs().toAbsolutePath(),
        directory.blobs().toAbsolutePath(),
        processes.heapMebibytes(),
        processes.slots(),
        processes.beat(),
        NodeTimes.STANDARD.orphanGrace(),
        processes.startTimeout(),
        options.settings().cluster().sharedFilesystem());
  }

  @Override
  public Traffic traffic() {
    var reading = frames.counters().read();
    return new Traffic(reading.bytesSent(), reading.bytesReceived());
  }

  @Override
  public void close() {
    link.close();
    try {
      Files.deleteIfExists(directory.proof());
    } catch (IOException stays) {
      // a file that nobody looks for
    }
  }
}
