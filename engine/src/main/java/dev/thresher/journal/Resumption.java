package dev.thresher.journal;

import dev.thresher.journal.Entry.StageOpened;
import dev.thresher.model.Bytes;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.TaskRange;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.TaskResult;
import dev.thresher.schedule.Intervals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What of an earlier life of a run is still valid, stage by stage, and what the next coordinator
 * writes down of that before it begins.
 */
public final class Resumption {
  private static final String UNKNOWN =
      "UNKNOWN: %s; see what it has done, then pass --retry-unknown to run it again";

  private static final Incarnation NOBODY = new Incarnation(WorkerId.numbered(0), 1);

  private final RunState before;
  private final List<Stage> stages;
  private final Retries retries;
  private final EarlierStarts starts;
  private final List<Verdict> verdicts = new ArrayList<>();

  /**
   * A stage as it is now.
   *
   * @param after numbers of the stages that must have ended well before it
   * @param files on whose content its results depend, with that content's digest; none if it cannot
   *     be read
   * @param size number of its tasks, 0 if that comes out during the run
   * @param startsOnce whether its tasks may start once only
   * @param resultsLost whether large results of it are not there any more
   */
  public record Stage(
      StageIdentity identity,
      List<Integer> after,
      Map<String, Optional<Bytes>> files,
      long size,
      boolean startsOnce,
      boolean resultsLost) {
    public Stage {
      after = List.copyOf(after);
      files = Map.copyOf(files);
    }
  }

  /**
   * What a person asks for beyond going on.
   *
   * @param failed tasks that failed for good are to run again
   * @param unknown so are those of which it is not known whether they ran
   */
  public record Retries(boolean failed, boolean unknown) {
    public static final Retries NONE = new Retries(false, false);
  }

  /** What is known of the workers of earlier coordinators, all of which have ended. */
  public interface EarlierStarts {
    /**
     * @param stage its number then
     */
    boolean mayHaveStarted(Incarnation worker, int stage, long index);
  }

  /** What becomes of the results of one stage. */
  public sealed interface Verdict {
    /**
     * @param from its number in the life before
     */
    record Kept(int from) implements Verdict {}

    /**
     * @param lost results that do not count any more
     * @param reasons in words for the user; empty if nothing is lost
     */
    record Anew(long lost, List<String> reasons) implements Verdict {
      public Anew {
        reasons = List.copyOf(reasons);
      }
    }
  }

  private Resumption(RunState before, List<Stage> stages, Retries retries, EarlierStarts starts) {
    this.before = before;
    this.stages = stages;
    this.retries = retries;
    this.starts = starts;
  }

  /**
   * @param before the state that the ledger adds up to
   * @param stages in plan order
   */
  public static Resumption of(
      RunState before, List<Stage> stages, Retries retries, EarlierStarts starts) {
    var resumption = new Resumption(before, List.copyOf(stages), retries, starts);
    resumption.stages.forEach(stage -> resumption.verdicts.add(resumption.judge(stage)));
    return resumption;
  }

  /** By number of the stage now. */
  public List<Verdict> verdicts() {
    return List.copyOf(verdicts);
  }

  private Verdict judge(Stage stage) {
    int from = numberBefore(stage.identity().name());
    if (from < 0) {
      return new Verdict.Anew(0, List.of());
    }
    var state = before.stages().get(from);
    var reasons = new ArrayList<>(stage.identity().changesSince(state.identity()));
    stage.files().forEach((path, sha256) -> reason(path, sha256).ifPresent(reasons::add));
    stage.after().forEach(number -> reason(number).ifPresent(reasons::add));
    if (state.isDamaged()) {
      stage.after().forEach(number -> damage(number).ifPresent(reasons::add));
    }
    if (stage.resultsLost()) {
      reasons.add("its large results were deleted when the run ended");
    }
    long lost = state.completed().size() + state.failed().size();
    return reasons.isEmpty()
        ? new Verdict.Kept(from)
        : new Verdict.Anew(lost, lost == 0 ? List.of() : reasons.stream().sorted().toList());
  }

  private int numberBefore(String name) {
    for (int number = 0; number < before.stages().size(); number++) {
      if (before.stages().get(number).identity().name().equals(name)) {
        return number;
      }
    }
    return -1;
  }

  private Optional<String> reason(String path, Optional<Bytes> now) {
    var then = before.files().get(path);
    if (now.isEmpty()) {
      return Optional.of(path + " cannot be read");
    }
    if (then == null) {
      return Optional.of("what " + path + " held then is not known");
    }
    return then.equals(now.get()) ? Optional.empty() : Optional.of(path + " has changed");
  }

  private Optional<String> reason(int earlier) {
    var name = stages.get(earlier).identity().name();
    return switch (verdicts.get(earlier)) {
      case Verdict.Anew _ -> Optional.of("stage " + name + " before it runs again");
      case Verdict.Kept(int from) ->
          opensAgain(earlier, before.stages().get(from)).isEmpty()
              ? Optional.empty()
              : Optional.of("tasks of stage " + name + " before it run again");
    };
  }

  // A task is given rows only once what they are made of is on disk; what is lost breaks that
  // order.
  private Optional<String> damage(int earlier) {
    boolean whole =
        verdicts.get(earlier) instanceof Verdict.Kept(int from)
            && before.stages().get(from).isWhole(stages.get(earlier).size());
    return whole
        ? Optional.empty()
        : Optional.of(
            "what it was given by stage %s before it is lost where the ledger is damaged"
                .formatted(stages.get(earlier).identity().name()));
  }

  /** Tasks that ended without a result and are to run again. */
  private Intervals opensAgain(int stage, StageState state) {
    var open = new Intervals();
    for (var failed : state.failed().ascending()) {
      for (long index = failed.getKey(); index < failed.getValue(); index++) {
        boolean unknown = stages.get(stage).startsOnce() && state.lost().contains(index);
        if (unknown ? retries.unknown() : retries.failed()) {
          open.add(index, index + 1);
        }
      }
    }
    return open;
  }

  /** Whether a task that had ended without a result runs again because a person wants it. */
  public boolean opensAny() {
    for (int number = 0; number < stages.size(); number++) {
      if (verdicts.get(number) instanceof Verdict.Kept(int from)
          && !opensAgain(number, before.stages().get(from)).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing is as it was not: every stage is kept, and none is gone. */
  public boolean keepsAll() {
    return verdicts.stream().allMatch(Verdict.Kept.class::isInstance)
        && verdicts.size() == before.stages().size();
  }

  /**
   * What the next coordinator writes down, before it sends anything.
   *
   * @param opened with the stages of this resumption
   */
  public List<Entry> entries(Entry.EpochOpened opened) {
    var entries = new ArrayList<Entry>();
    entries.add(opened);
    filesNow().forEach((path, sha256) -> entries.add(new Entry.FileRead(path, sha256)));
    for (int number = 0; number < stages.size(); number++) {
      if (verdicts.get(number) instanceof Verdict.Kept(int from)) {
        settle(number, from, entries);
      }
    }
    return entries;
  }

  /** How the stages go on, for {@link Entry.EpochOpened}. */
  public List<StageOpened> opened() {
    var opened = new ArrayList<StageOpened>();
    for (int number = 0; number < stages.size(); number++) {
      int continues =
          verdicts.get(number) instanceof Verdict.Kept(int from) ? from : StageOpened.ANEW;
      opened.add(new StageOpened(stages.get(number).identity(), continues));
    }
    return opened;
  }

  private Map<String, Bytes> filesNow() {
    var changed = new TreeMap<String, Bytes>();
    for (var stage : stages) {
      stage
          .files()
          .forEach((path, sha256) ->
              sha256
                  .filter(now ->
                      !Optional.of(now).equals(Optional.ofNullable(before.files().get(path))))
                  .ifPresent(now -> changed.put(path, now)));
    }
    return changed;
  }

  private void settle(int number, int from, List<Entry> entries) {
    var state = before.stages().get(from);
    for (var open : opensAgain(number, state).ascending()) {
      entries.add(new Entry.Reopened(new TaskRange(number, open.getKey(), open.getValue())));
    }
    state
        .started()
        .forEach((index, worker) -> {
          boolean again = retries.unknown() || !starts.mayHaveStarted(worker, from, index);
          entries.add(again ? givenBack(number, index) : lost(number, index, worker));
        });
    if (stages.get(number).startsOnce() && state.isDamaged()) {
      addUntraced(number, state, entries);
    }
  }

  private void addUntraced(int number, StageState state, List<Entry> entries) {
    long size = Math.max(stages.get(number).size(), state.rows().orElse(0));
    for (long index = 0; index < size && !retries.unknown(); index++) {
      if (!state.isSettled(index) && !state.started().containsKey(index)) {
        var detail =
            UNKNOWN.formatted("whether it has run was written where the ledger is damaged");
        entries.add(lost(number, index, NOBODY, detail));
      }
    }
  }

  private static Entry givenBack(int stage, long index) {
    return new Entry.GivenBack(new TaskRange(stage, index, index + 1));
  }

  // Its worker has ended with the coordinator, so nobody will say what became of it.
  private static Entry lost(int stage, long index, Incarnation worker) {
    var detail = UNKNOWN.formatted("it was sent to " + worker + " before the coordinator ended");
    return lost(stage, index, worker, detail);
  }

  private static Entry lost(int stage, long index, Incarnation worker, String detail) {
    var lost = new Outcome.Lost(worker, detail);
    return new Entry.Committed(stage, 1, worker, List.of(new TaskResult(index, lost, 0)));
  }
}
