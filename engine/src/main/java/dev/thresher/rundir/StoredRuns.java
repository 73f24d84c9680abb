package dev.thresher.rundir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The runs under a state directory. Directories that no run has made are left alone. */
public final class StoredRuns {
  private static final Comparator<StoredRun> NEWEST_FIRST =
      Comparator.comparing(StoredRun::startedAt).reversed().thenComparing(StoredRun::id);

  private final Path runs;

  public StoredRuns(StateDirectory state) {
    this.runs = state.runs();
  }

  /**
   * @param damaged directories that look like runs but cannot be read
   */
  public record Listing(List<StoredRun> runs, List<Path> damaged) {}

  /** Newest first. */
  public Listing list() throws IOException {
    return list("");
  }

  /** Runs of one workload, newest first; those that are damaged are left out. */
  public List<StoredRun> named(String workload) throws IOException {
    return list(RunDirectory.namePrefix(workload)).runs().stream()
        .filter(run -> run.workload().equals(workload))
        .toList();
  }

  private Listing list(String prefix) throws IOException {
    var found = new ArrayList<StoredRun>();
    var damaged = new ArrayList<Path>();
    if (Files.isDirectory(runs)) {
      try (var entries = Files.newDirectoryStream(runs, StoredRuns::isOwnDirectory)) {
        for (var entry : entries) {
          if (entry.getFileName().toString().startsWith(prefix)) {
            readInto(entry, found, damaged);
          }
        }
      }
    }
    found.sort(NEWEST_FIRST);
    return new Listing(List.copyOf(found), List.copyOf(damaged));
  }

  private static void readInto(Path directory, List<StoredRun> found, List<Path> damaged) {
    if (!StoredRun.isRun(directory)) {
      return;
    }
    try {
      found.add(StoredRun.read(directory));
    } catch (IOException | IllegalArgumentException unreadable) {
      damaged.add(directory);
    }
  }

  private static boolean isOwnDirectory(Path entry) {
    return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Finds runs by what a user types: {@code last}, an id, the beginning of an id, or a directory.
   *
   * @return none, one, or all that the beginning fits
   */
  public List<StoredRun> find(String reference) throws IOException {
    if (reference.contains("/") || reference.equals(".")) {
      var directory = Path.of(reference).toAbsolutePath().normalize();
      return StoredRun.isRun(directory) ? List.of(StoredRun.read(directory)) : List.of();
    }
    var all = list().runs();
    if (reference.equals("last")) {
      return all.isEmpty() ? List.of() : List.of(all.getFirst());
    }
    var exact = all.stream().filter(run -> run.id().equals(reference)).toList();
    return exact.isEmpty()
        ? all.stream().filter(run -> run.id().startsWith(reference)).toList()
        : exact;
  }

  /**
   * Chooses what to delete: of the runs that nobody uses those that are older than asked for, and
   * never one of the {@code keep} newest.
   *
   * @param newestFirst all runs
   * @param olderThan empty means of any age
   */
  public static List<StoredRun> prunable(
      List<StoredRun> newestFirst, Optional<Duration> olderThan, int keep, Instant now) {
    return newestFirst.stream()
        .skip(keep)
        .filter(run -> run.state() != StoredRun.State.RUNNING && !run.isInUse())
        .filter(run ->
            olderThan.isEmpty()
                || Duration.between(run.startedAt(), now).compareTo(olderThan.get()) > 0)
        .toList();
  }
}
