package dev.thresher.rundir;

import dev.thresher.host.FileTree;
import dev.thresher.model.Incarnation;
import dev.thresher.model.RunId;
import dev.thresher.model.TaskId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The directory of one run: who writes what where. The process that made it holds its lock until it
 * is closed or dies, which is how others see whether the run is alive.
 *
 * <pre>
 * plan.json     what is going to be done, before anything starts
 * status.json   live process ids and counts, replaced while the run lasts
 * report.json   the end; a run without one has died or is running
 * logs/         coordinator.log, one .log and .out per worker, a .post-mortem.txt of each that was
 *               lost, tasks/ with what user code printed
 * blobs/        payloads too large for a message
 * staging/      results on their way
 * code/         classes of tasks that lie in no file of the user's
 * channel/      the socket of its workers' channels, while it lasts
 * started/      what each worker process has started of the tasks that may start once only
 * ledger        what has been done, to resume from
 * lock          held by the coordinator
 * proof         shows agents of a cluster that they see this very directory; while the run lasts
 * executor      says that nobody will ask about it once its program is gone
 * </pre>
 */
public final class RunDirectory implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final String SUFFIX_CHARACTERS = "abcdefghjkmnpqrstuvwxyz23456789";
  private static final int SUFFIX_LENGTH = 4;
  private static final int NAME_LENGTH = 60;
  private static final int ATTEMPTS = 20;
  private static final String STARTED = "started";

  private final RunId id;
  private final Path path;
  private final RunLock lock;
  private boolean keeping;

  private RunDirectory(RunId id, Path path, RunLock lock) {
    this.id = id;
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes a directory of its own under the state directory.
   *
   * @param workload whatever the user called it
   * @throws IOException with a sentence for the user: which directory cannot be used, and why
   */
  public static RunDirectory create(StateDirectory state, String workload, Instant now)
      throws IOException {
    var runs = state.runs();
    OwnerOnly.createWithParents(runs);
    for (int attempt = 1; ; attempt++) {
      var id = newId(workload, now);
      var path = runs.resolve(id.value());
      try {
        OwnerOnly.create(path);
        return populateOwned(state, id, path);
      } catch (FileAlreadyExistsException taken) {
        if (attempt == ATTEMPTS) {
          throw taken;
        }
      }
    }
  }

  /**
   * Makes a directory for an executor of a program, which deletes it at its end. If the program is
   * killed, {@link AbandonedExecutors} finds it.
   *
   * @throws IOException as {@link #create}
   */
  public static RunDirectory createForExecutor(StateDirectory state, String executor, Instant now)
      throws IOException {
    var directory = create(state, executor, now);
    // After the lock: whoever finds the mark and nobody with the lock may delete all of it.
    Files.createFile(AbandonedExecutors.markIn(directory.path));
    return directory;
  }

  private static RunDirectory populateOwned(StateDirectory state, RunId id, Path path)
      throws IOException {
    try {
      OwnerOnly.requireOwn(state.root(), path);
      OwnerOnly.requireOwn(state.runs(), path);
    } catch (IOException refused) {
      Files.delete(path);
      throw refused;
    }
    return populate(id, path);
  }

  /**
   * Uses the directory that the user chose.
   *
   * @throws IOException with a sentence for the user, see {@link #obstacle}
   */
  public static RunDirectory createAt(Path chosen, String workload, Instant now)
      throws IOException {
    var path = chosen.toAbsolutePath().normalize();
    var obstacle = obstacle(path);
    if (!obstacle.isEmpty()) {
      throw new IOException(obstacle);
    }
    OwnerOnly.createWithParents(path);
    OwnerOnly.restrict(path);
    return populate(newId(workload, now), path);
  }

  /**
   * Takes over the directory of a run whose coordinator has ended.
   *
   * @throws IOException with a sentence for the user: there is no such run, or a process has it
   */
  public static RunDirectory reopen(StoredRun run) throws IOException {
    var path = run.directory();
    var lock = RunLock.retake(path, run.coordinator());
    try {
      OwnerOnly.requireOwn(path);
      var directory = new RunDirectory(new RunId(run.id()), path, lock);
      OwnerOnly.createWithParents(directory.taskLogs());
      OwnerOnly.createWithParents(directory.blobs());
      OwnerOnly.createWithParents(directory.staging());
      return directory;
    } catch (IOException refused) {
      lock.close();
      throw refused;
    }
  }

  /** Why a directory cannot be a run's, in a sentence; empty if it can. */
  public static String obstacle(Path chosen) {
    if (Files.notExists(chosen)) {
      return "";
    }
    if (!Files.isDirectory(chosen)) {
      return chosen + " is not a directory; name one that is empty or does not exist yet";
    }
    try (var entries = Files.newDirectoryStream(chosen)) {
      return entries.iterator().hasNext()
          ? chosen + " is not empty; name one that is empty or does not exist yet"
          : "";
    } catch (IOException unreadable) {
      return chosen + " cannot be read: " + unreadable.getMessage();
    }
  }

  private static RunDirectory populate(RunId id, Path path) throws IOException {
    var lock = RunLock.take(path);
    var directory = new RunDirectory(id, path, lock);
    OwnerOnly.create(directory.logs());
    OwnerOnly.create(directory.taskLogs());
    OwnerOnly.create(directory.blobs());
    OwnerOnly.create(directory.staging());
    OwnerOnly.create(directory.path.resolve(STARTED));
    return directory;
  }

  private static RunId newId(String workload, Instant now) {
    var suffix = new StringBuilder();
    for (int i = 0; i < SUFFIX_LENGTH; i++) {
      int at = ThreadLocalRandom.current().nextInt(SUFFIX_CHARACTERS.length());
      suffix.append(SUFFIX_CHARACTERS.charAt(at));
    }
    return new RunId(namePrefix(workload) + TIME.format(now) + "-" + suffix);
  }

  /** How the directories of a workload's runs begin. */
  static String namePrefix(String workload) {
    return fileName(workload) + "-";
  }

  /** Letters, digits, dots, dashes and underscores of a name; the rest as underscores. */
  static String fileName(String name) {
    var safe = name.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^[.-]+", "_");
    return safe.isEmpty() ? "_" : safe.substring(0, Math.min(safe.length(), NAME_LENGTH));
  }

  public RunId id() {
    return id;
  }

  public Path path() {
    return path;
  }

  public Path plan() {
    return planIn(path);
  }

  static Path planIn(Path run) {
    return run.resolve("plan.json");
  }

  public Path status() {
    return statusIn(path);
  }

  static Path statusIn(Path run) {
    return run.resolve("status.json");
  }

  public Path report() {
    return reportIn(path);
  }

  static Path reportIn(Path run) {
    return run.resolve("report.json");
  }

  public Path ledger() {
    return ledgerIn(path);
  }

  public static Path ledgerIn(Path run) {
    return run.resolve("ledger");
  }

  /** By which another host can tell that it sees this very directory. */
  public Path proof() {
    return path.resolve("proof");
  }

  /** What is in the directory now is found in it after a crash of the machine. */
  public void force() throws IOException {
    Publication.forceDirectory(path);
  }

  public Path logs() {
    return path.resolve("logs");
  }

  public Path coordinatorLog() {
    return coordinatorLogIn(path);
  }

  public static Path coordinatorLogIn(Path run) {
    return run.resolve("logs/coordinator.log");
  }

  /** What the worker's engine logs. */
  public Path workerLog(Incarnation worker) {
    return logs().resolve(fileName(worker) + ".log");
  }

  /** What the worker's process writes to its own standard output and error. */
  public Path workerOutput(Incarnation worker) {
    return logs().resolve(fileName(worker) + ".out");
  }

  /** Where the worker's JVM tells of its own crash. */
  public Path crashReport(Incarnation worker) {
    return logs().resolve("hs_err_" + fileName(worker) + ".log");
  }

  /** What is known of a worker that was lost. */
  public Path postMortem(Incarnation worker) {
    return postMortemIn(path, worker);
  }

  /** As {@link #postMortem}, of the run in that directory; missing if it was not lost. */
  public static Path postMortemIn(Path run, Incarnation worker) {
    return run.resolve("logs").resolve(fileName(worker) + ".post-mortem.txt");
  }

  private static String fileName(Incarnation worker) {
    var name = fileName(worker.worker().name());
    return worker.number() == 1 ? name : name + "-" + worker.number();
  }

  public Path taskLogs() {
    return path.resolve("logs/tasks");
  }

  /** What the user's own combiners printed; missing if they printed nothing. */
  public Path reduceLog() {
    return path.resolve("logs/reduce.log");
  }

  /** What the user code of a task printed; missing if it printed nothing. */
  public static Path taskLogIn(Path run, TaskId task) {
    return run.resolve("logs/tasks").resolve(task.stage() + "-" + task.index() + ".log");
  }

  public Path blobs() {
    return path.resolve("blobs");
  }

  /** Of the run that has those blobs. */
  public static Path stagingBeside(Path blobs) {
    return blobs.resolveSibling("staging");
  }

  /** Jars of tasks' classes that lie in no file of the user's. */
  public Path code() {
    return path.resolve("code");
  }

  public Path staging() {
    return path.resolve("staging");
  }

  /** Made by the worker, read when it is gone. */
  public Path started(Incarnation worker) {
    return startedBeside(blobs(), worker);
  }

  /** Of the run that has those blobs. */
  public static Path startedBeside(Path blobs, Incarnation worker) {
    return blobs.resolveSibling(STARTED).resolve(fileName(worker));
  }

  /** Deletes all of it, for a run that nobody will ask about. To be called after {@link #close}. */
  public void delete() throws IOException {
    FileTree.delete(path);
  }

  /** Says since which start of the host there are notes of workers. */
  public Path startedSince() {
    return path.resolve(STARTED).resolve("since");
  }

  /** Forgets what the workers of earlier coordinators have started. */
  public void clearStarted() throws IOException {
    FileTree.delete(path.resolve(STARTED));
    OwnerOnly.create(path.resolve(STARTED));
  }

  /**
   * @param keeps whether what is left in {@code blobs}, {@code staging} and {@code started} will
   *     serve to resume the run
   */
  public void keepForResume(boolean keeps) {
    keeping = keeps;
  }

  /**
   * Ends the life of the run: what served only while it went on is deleted, unless it is to be
   * kept.
   */
  @Override
  public void close() throws IOException {
    try {
      if (!keeping) {
        FileTree.delete(blobs());
        FileTree.delete(staging());
        FileTree.delete(path.resolve(STARTED));
      }
    } finally {
      lock.close();
    }
  }

  /** Whether a process holds the run that lies there. */
  public static boolean isInUse(Path run) {
    return RunLock.isHeld(run);
  }
}
