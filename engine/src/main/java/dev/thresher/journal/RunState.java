package dev.thresher.journal;

import dev.thresher.model.Bytes;
import dev.thresher.model.RunId;
import dev.thresher.model.TaskRange;
import dev.thresher.schedule.Recovered;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger's entries add up to: the state from which a run goes on. A plain object with one
 * owner. Its size does not depend on results, only on how ragged their indices are.
 */
public final class RunState {
  private Entry.@Nullable RunOpened opened;
  private Entry.@Nullable EpochOpened epoch;
  private Entry.@Nullable Ended ended;
  private List<StageState> stages = List.of();
  private final List<List<Integer>> continuations = new ArrayList<>();
  private final Map<String, Bytes> files = new TreeMap<>();
  private final Map<String, Entry.Output> publishing = new TreeMap<>();

  /**
   * @throws IllegalArgumentException if the entry cannot follow those before it; the message says
   *     why
   */
  public void add(Entry entry) {
    switch (entry) {
      case Entry.RunOpened first -> open(first);
      case Entry.EpochOpened next -> open(next);
      case Entry.FileRead(String path, Bytes sha256) -> files.put(path, sha256);
      case Entry.RowsCounted(int stage, long size) -> stage(stage).count(size);
      case Entry.Committed(int stage, _, _, var results) -> stage(stage).commit(results);
      case Entry.Dispatched dispatched -> stage(dispatched.tasks()).dispatch(dispatched);
      case Entry.GivenBack(TaskRange tasks) -> stage(tasks).giveBack(tasks);
      case Entry.Retried retried -> stage(retried.task().stage()).retry(retried);
      case Entry.Reopened(TaskRange tasks) -> stage(tasks).reopen(tasks);
      case Entry.Publishing(var outputs) ->
          outputs.forEach(output -> publishing.put(output.path(), output));
      case Entry.Gap _ -> stages.forEach(StageState::damage);
      case Entry.Ended end -> ended = end;
    }
  }

  private void open(Entry.RunOpened first) {
    require(opened == null, "a second run begins in it");
    opened = first;
  }

  private void open(Entry.EpochOpened next) {
    require(opened != null, "it does not begin with a run");
    require(next.epoch() == epoch() + 1, "epoch " + next.epoch() + " follows " + epoch());
    var before = stages;
    var continued = new ArrayList<StageState>();
    for (var stage : next.stages()) {
      require(stage.continues() < before.size(), "a stage goes on that was none");
      continued.add(
          stage.continues() == Entry.StageOpened.ANEW
              ? new StageState(stage.identity())
              : before.get(stage.continues()).as(stage.identity()));
    }
    stages = List.copyOf(continued);
    continuations.add(next.stages().stream().map(Entry.StageOpened::continues).toList());
    epoch = next;
    ended = null;
  }

  private StageState stage(TaskRange tasks) {
    return stage(tasks.stage());
  }

  private StageState stage(int number) {
    require(number >= 0 && number < stages.size(), "stage " + number + " was never opened");
    return stages.get(number);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Empty before the first entry. */
  public Optional<RunId> run() {
    return Optional.ofNullable(opened).map(Entry.RunOpened::run);
  }

  /** Empty before the first entry. */
  public Optional<String> workload() {
    return Optional.ofNullable(opened).map(Entry.RunOpened::workload);
  }

  /** Of the last coordinator; 0 if there was none. */
  public long epoch() {
    return epoch == null ? 0 : epoch.epoch();
  }

  /** The last coordinator; empty if there was none. */
  public Optional<Entry.EpochOpened> coordinator() {
    return Optional.ofNullable(epoch);
  }

  /** How the last coordinator ended; empty if it did not say. */
  public Optional<Entry.Ended> ended() {
    return Optional.ofNullable(ended);
  }

  /** By number in the last epoch. */
  public List<StageState> stages() {
    return stages;
  }

  /** What the schedule of the next life has to know. */
  public Recovered recovered() {
    return new Recovered(stages.stream().map(StageState::recovered).toList());
  }

  /** Files that were read, by path, with the digest of their content. */
  public Map<String, Bytes> files() {
    return Collections.unmodifiableMap(files);
  }

  /** Outputs that may have got their names, by path. */
  public Map<String, Entry.Output> publishing() {
    return Collections.unmodifiableMap(publishing);
  }

  /** For each epoch from the first: which stage of the one before each of its stages continues. */
  List<List<Integer>> continuations() {
    return continuations;
  }
}
