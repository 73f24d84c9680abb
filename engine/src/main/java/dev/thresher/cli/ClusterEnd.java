package dev.thresher.cli;

import dev.thresher.standing.Job;
import dev.thresher.standing.Jobs;
import dev.thresher.standing.Members.Member;
import dev.thresher.standing.Members.Up;
import dev.thresher.standing.ProcessMark;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** How a cluster of this host ends: what runs may finish for a while; then nothing is left. */
final class ClusterEnd {
  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  private final Up up;
  private final Jobs jobs;

  private final BooleanSupplier endedElsewhere;

  /**
   * @param endedElsewhere whether its workers on other hosts have ended, for which somebody else
   *     sees and which is waited for as long as for those here
   */
  ClusterEnd(Up up, Jobs jobs, BooleanSupplier endedElsewhere) {
    this.up = up;
    this.jobs = jobs;
    this.endedElsewhere = endedElsewhere;
  }

  /** What was not let finish. */
  record Cut(List<String> jobs, List<String> workers) {}

  /**
   * @param within time for what runs to finish
   */
  Cut end(Duration within) throws IOException {
    for (var job : running()) {
      jobs.cancel(job, false);
    }
    // Its second SIGTERM would end a worker at once, with what runs there.
    var workers = up.workers().stream().filter(Member::lives).toList();
    ask(workers);
    Patience.await(
        within,
        () ->
            workers.stream().noneMatch(Member::lives)
                && noneRuns()
                && endedElsewhere.getAsBoolean());
    var late = workers.stream().filter(Member::lives).toList();
    var cut =
        new Cut(
            running().stream().map(job -> job.id().toString()).toList(),
            late.stream().map(Member::name).toList());
    for (var job : running()) {
      jobs.cancel(job, true);
    }
    ask(late);
    Patience.await(AT_ONCE, () -> late.stream().noneMatch(Member::lives) && noneRuns());
    for (var job : running()) {
      jobs.kill(job);
    }
    ask(List.of(up.coordinator()));
    Patience.await(AT_ONCE, () -> !up.coordinator().lives());
    kill(up.all());
    return cut;
  }

  private List<Job> running() throws IOException {
    return jobs.list().stream().filter(job -> job.state() == Job.State.RUNNING).toList();
  }

  private boolean noneRuns() {
    try {
      return running().isEmpty();
    } catch (IOException unreadable) {
      return true;
    }
  }

  private static void ask(List<Member> members) {
    living(members).forEach(ProcessHandle::destroy);
  }

  /** Ends all that live, at once, and waits for that. */
  static void kill(List<Member> members) {
    var all = living(members).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    Patience.await(AT_ONCE, () -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  private static Stream<ProcessHandle> living(List<Member> members) {
    return members.stream().map(Member::process).map(ProcessMark::living).flatMap(Optional::stream);
  }
}
