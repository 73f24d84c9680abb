package dev.thresher.trials;

import dev.thresher.compare.Strike;
import dev.thresher.trace.Note;
import dev.thresher.trace.TraceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Waits until half of a run's tasks have run, and strikes a process of it. */
final class FaultRun {
  private static final long LOOK_EVERY_MILLIS = 5;

  private final Path trace;
  private final long tasks;
  private final long every;

  /**
   * @param strike what was done
   * @param ran tasks that had run by then
   */
  record Struck(Strike strike, long ran) {}

  /** Something bad, for a process that lives. */
  interface Blow {
    /** Empty if the process was gone before. */
    Optional<Strike> strike(ProcessHandle victim) throws IOException;
  }

  /** Ends it by SIGKILL. */
  static Optional<Strike> kill(ProcessHandle victim) {
    return victim.destroyForcibly() ? Optional.of(new Strike.Killed()) : Optional.empty();
  }

  /**
   * @param trace directory in which the processes note what they do
   * @param tasks of the run
   * @param every of them, one in so many is noted
   */
  FaultRun(Path trace, long tasks, long every) {
    this.trace = trace;
    this.tasks = tasks;
    this.every = every;
  }

  /**
   * Empty if the run was over before, or the time was.
   *
   * @param aWorker whether a worker process is to be struck, and not the coordinator
   */
  Optional<Struck> strike(Process run, boolean aWorker, Blow blow, double limitSeconds)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + (long) (limitSeconds * 1e9);
    while (run.isAlive() && System.nanoTime() < until) {
      var notes = TraceFiles.in(trace);
      long ran = every * notes.values().stream().mapToLong(FaultRun::ran).sum();
      var victim = victim(notes, aWorker);
      if (2 * ran >= tasks && victim.isPresent()) {
        var alive = process(run, victim.get());
        var strike = alive.isPresent() ? blow.strike(alive.get()) : Optional.<Strike>empty();
        return strike.map(done -> new Struck(done, ran));
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    return Optional.empty();
  }

  // None but a process of this run: a worker that has ended may have left its number to another.
  private static Optional<ProcessHandle> process(Process run, long pid) {
    return Stream.concat(Stream.of(run.toHandle()), run.descendants())
        .filter(process -> process.pid() == pid)
        .findFirst();
  }

  private static long ran(List<Note> notes) {
    return notes.stream().filter(note -> note.kind() == Note.Kind.RAN).count();
  }

  // The worker that has run most: it is sure to be at work.
  private static Optional<Long> victim(Map<Long, List<Note>> notes, boolean aWorker) {
    return notes.entrySet().stream()
        .filter(process -> isCoordinator(process.getValue()) != aWorker)
        .max(java.util.Comparator.comparingLong(process -> ran(process.getValue())))
        .map(Map.Entry::getKey);
  }

  private static boolean isCoordinator(List<Note> notes) {
    return notes.stream().anyMatch(note -> note.kind() == Note.Kind.BEGAN);
  }
}
