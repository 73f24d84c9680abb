package dev.thresher.standing;

import dev.thresher.host.GroupSignal;
import dev.thresher.model.Bytes;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.rundir.JsonFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The detached runs of a coordinator: a directory for each, and nothing in memory. So a coordinator
 * that is started again knows them all, and they know nothing of its end. Safe for several threads.
 */
public final class Jobs {
  private static final int LARGEST_PIECE = 64 * 1024;

  private final Path root;
  private final Starter starter;

  /** Starts what a job runs. */
  public interface Starter {
    /**
     * @param job the directory of the job
     * @return the process that leads the job's session
     */
    ProcessMark start(JobOrder order, Path job) throws IOException;
  }

  /**
   * @param root made with the first job
   */
  public Jobs(Path root, Starter starter) {
    this.root = root;
    this.starter = starter;
  }

  /** Of a home, to be looked at and ended, not started. */
  public static Jobs of(CoordinatorHome home) {
    return new Jobs(
        home.jobs(),
        (_, _) -> {
          throw new IOException("jobs are started by a coordinator");
        });
  }

  /**
   * Starts a job.
   *
   * @throws IOException if it cannot be started; nothing is left of it
   */
  public Job submit(JobOrder order) throws IOException {
    Files.createDirectories(root);
    var id = claim();
    var directory = directory(id);
    try {
      JsonFile.write(
          directory.resolve("job.json"),
          Fields.of("submittedAt", Value.of(Instant.now().toString()))
              .with("order", order.toFields()));
      var mark = starter.start(order, directory);
      JsonFile.write(directory.resolve("process.json"), mark.toFields());
    } catch (IOException failed) {
      remove(directory);
      throw failed;
    }
    return read(id);
  }

  // Whoever makes the directory has the number, this process or another one.
  private JobId claim() throws IOException {
    int next = ids().stream().mapToInt(JobId::number).max().orElse(0);
    while (true) {
      next++;
      try {
        Files.createDirectory(
            directory(new JobId(next)),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new JobId(next);
      } catch (FileAlreadyExistsException taken) {
        // the next one
      }
    }
  }

  private static void remove(Path directory) throws IOException {
    try (var files = Files.newDirectoryStream(directory)) {
      for (var file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory);
  }

  private Path directory(JobId id) {
    return root.resolve(id.toString());
  }

  private List<JobId> ids() throws IOException {
    var ids = new ArrayList<JobId>();
    if (!Files.isDirectory(root)) {
      return ids;
    }
    try (var directories = Files.newDirectoryStream(root)) {
      directories.forEach(one -> JobId.parse(one.getFileName().toString()).ifPresent(ids::add));
    }
    ids.sort(null);
    return ids;
  }

  /** All of them, the oldest first; without those that cannot be read. */
  public List<Job> list() throws IOException {
    var jobs = new ArrayList<Job>();
    for (var id : ids()) {
      find(id).ifPresent(jobs::add);
    }
    return jobs;
  }

  /**
   * Those that may go. The one of the highest number stays, as the next one takes its number from
   * it, and so does each that is running or was taken up again.
   *
   * @param jobs all of them, the oldest first
   * @param olderThan none that was submitted later; empty means of any age
   * @param keep so many of the newest stay
   */
  public static List<Job> prunable(
      List<Job> jobs, Optional<Duration> olderThan, int keep, Instant now) {
    var old = jobs.subList(0, Math.max(0, jobs.size() - Math.max(1, keep)));
    return old.stream()
        .filter(job -> !job.isInUse())
        .filter(job -> olderThan.map(age -> job.submitted().isBefore(now.minus(age))).orElse(true))
        .toList();
  }

  /** Empty if there is none, or its files are damaged. */
  public Optional<Job> find(JobId id) {
    try {
      return Optional.of(read(id));
    } catch (IOException | IllegalArgumentException | DateTimeException damaged) {
      return Optional.empty();
    }
  }

  private Job read(JobId id) throws IOException {
    var directory = directory(id);
    var asked = JsonFile.read(directory.resolve("job.json"));
    var process = process(directory);
    // First whether it lives: what it writes down at its end is there when it does not.
    boolean lives = process.flatMap(ProcessMark::living).isPresent();
    var exit = exitCode(directory);
    var state =
        exit.isPresent()
            ? Job.State.ENDED
            : lives || isStarting(asked, process) ? Job.State.RUNNING : Job.State.DIED;
    return new Job(
        id,
        JobOrder.from(asked.get("order").asFields()),
        Instant.parse(asked.text("submittedAt")),
        process,
        exit,
        state,
        directory);
  }

  // Between its two files there are some milliseconds.
  private static boolean isStarting(Fields asked, Optional<ProcessMark> process) {
    return process.isEmpty()
        && Instant.parse(asked.text("submittedAt")).isAfter(Instant.now().minusSeconds(5));
  }

  private static Optional<ProcessMark> process(Path directory) throws IOException {
    var file = directory.resolve("process.json");
    return Files.exists(file)
        ? Optional.of(ProcessMark.from(JsonFile.read(file)))
        : Optional.empty();
  }

  private static OptionalInt exitCode(Path directory) throws IOException {
    try {
      return OptionalInt.of(Integer.parseInt(Files.readString(directory.resolve("exit")).strip()));
    } catch (NoSuchFileException notYet) {
      return OptionalInt.empty();
    }
  }

  /**
   * Lets a job end: running tasks finish, as after one Ctrl-C.
   *
   * @param now whether running tasks are cancelled instead
   * @return whether it was running
   */
  public boolean cancel(Job job, boolean now) throws IOException {
    return signal(job, now ? "TERM" : "INT");
  }

  /** Ends all processes of a job's session at once; workers see to themselves. */
  public boolean kill(Job job) throws IOException {
    return signal(job, "KILL");
  }

  private static boolean signal(Job job, String name) throws IOException {
    var leader = job.process().flatMap(ProcessMark::living);
    if (job.state() != Job.State.RUNNING || leader.isEmpty()) {
      return false;
    }
    GroupSignal.send(leader.get().pid(), name);
    return true;
  }

  /**
   * What a job has printed, from there on.
   *
   * @param next where to go on
   */
  public record Piece(Bytes text, long next) {}

  public Piece log(Job job, long from) throws IOException {
    try (var in = new RandomAccessFile(job.log().toFile(), "r")) {
      long length = in.length();
      long start = Math.clamp(from, 0, length);
      var piece = new byte[(int) Math.min(LARGEST_PIECE, length - start)];
      in.seek(start);
      in.readFully(piece);
      return new Piece(Bytes.adopt(piece), start + piece.length);
    } catch (java.io.FileNotFoundException notYet) {
      return new Piece(Bytes.EMPTY, 0);
    }
  }
}
