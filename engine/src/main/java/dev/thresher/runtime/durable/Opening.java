package dev.thresher.runtime.durable;

import dev.thresher.codec.LedgerCodec;
import dev.thresher.codec.PayloadCodec;
import dev.thresher.host.CrashPoints;
import dev.thresher.host.CrashPoints.Moment;
import dev.thresher.journal.Entry;
import dev.thresher.journal.Resumption;
import dev.thresher.journal.Resumption.Verdict;
import dev.thresher.journal.RunState;
import dev.thresher.journal.StageState;
import dev.thresher.ledger.LedgerException;
import dev.thresher.ledger.LedgerFile;
import dev.thresher.ledger.Salvage;
import dev.thresher.model.Bytes;
import dev.thresher.model.Counted;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.RunEnd;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.protocol.TaskResult;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.task.Semantics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;

/** Opens the ledger of an earlier life of a run and settles what of it is still valid. */
public final class Opening {
  private final RunDirectory directory;
  private final Plan plan;
  private final Request request;
  private final PayloadCodec payloads;
  private final LedgerCodec codec;
  private final RunState state = new RunState();
  private final Set<String> resultsLost = new HashSet<>();
  private final List<String> notices = new ArrayList<>();

  /** What came of it. */
  public sealed interface Opened {
    /**
     * @param notices in sentences for the user: what is kept, what runs again and why
     */
    record Going(RunLedger ledger, List<String> notices) implements Opened {
      public Going {
        notices = List.copyOf(notices);
      }
    }

    /** There is nothing to go on with. The ledger is as it was. */
    record Over(RunEnd end, String sentence) implements Opened {}
  }

  private Opening(RunDirectory directory, Plan plan, Request request) {
    this.directory = directory;
    this.plan = plan;
    this.request = request;
    this.payloads = PayloadCodec.keeping(directory.blobs().toAbsolutePath());
    this.codec = new LedgerCodec(payloads);
  }

  /**
   * @throws IOException with a sentence for the user if the ledger cannot be used
   */
  public static Opened of(RunDirectory directory, Plan plan, Request request) throws IOException {
    return new Opening(directory, plan, request).open();
  }

  private Opened open() throws IOException {
    if (request.salvage()) {
      notices.addAll(Salvage.of(directory.ledger(), codec));
    }
    var opened = LedgerFile.open(directory.ledger(), codec, this::take);
    try {
      return open(opened);
    } catch (IOException | RuntimeException refused) {
      opened.file().close();
      throw refused;
    }
  }

  private void take(Entry entry) {
    state.add(entry);
    switch (entry) {
      case Entry.Committed committed -> {
        if (committed.results().stream().anyMatch(Opening::isGone)) {
          resultsLost.add(state.stages().get(committed.stage()).identity().name());
        }
      }
      case Entry.EpochOpened epoch ->
          epoch.stages().stream()
              .filter(stage -> stage.continues() == Entry.StageOpened.ANEW)
              .forEach(stage -> resultsLost.remove(stage.identity().name()));
      case Entry.RunOpened _,
          Entry.FileRead _,
          Entry.RowsCounted _,
          Entry.Dispatched _,
          Entry.GivenBack _,
          Entry.Retried _,
          Entry.Reopened _,
          Entry.Publishing _,
          Entry.Gap _,
          Entry.Ended _ -> {}
    }
  }

  private static boolean isGone(TaskResult result) {
    return result.outcome() instanceof Outcome.Completed(Payload.Blob blob)
        && Files.notExists(Path.of(blob.location()));
  }

  private Opened open(LedgerFile.Opened opened) throws IOException {
    checkIsOfThisWorkload();
    var resumption = Resumption.of(state, stages(), request.retries(), new StartFiles(directory));
    var over = over(resumption);
    if (over.isPresent()) {
      opened.file().close();
      return over.get();
    }
    if (opened.tornBytes() > 0) {
      notices.add(
          "the ledger ends in the middle of an entry, as after a crash: its last %s cut off"
              .formatted(Counted.of(opened.tornBytes(), "byte is", "bytes are")));
    }
    CrashPoints.reached(Moment.LEDGER_READ);
    opened.file().cutTornTail();
    var epoch =
        RunLedger.epochOpened(state.epoch() + 1, Instant.now().toEpochMilli(), resumption.opened());
    var entries = resumption.entries(epoch);
    opened.file().writeThrough(entries);
    StartFiles.begin(directory);
    noteWhatRunsAgain(resumption);
    entries.forEach(state::add);
    notices.addFirst(whatIsKept());
    return new Opened.Going(RunLedger.resume(state, opened.file(), payloads, unread()), notices);
  }

  private void checkIsOfThisWorkload() throws IOException {
    if (state.epoch() == 0) {
      throw LedgerException.unreadable(
          directory.ledger() + " ends before its run began; start it without --resume");
    }
    var workload = state.workload().orElse("");
    if (!workload.equals(plan.name())) {
      throw LedgerException.unreadable(
          "%s is a run of %s, not of %s".formatted(directory.id(), workload, plan.name()));
    }
  }

  private List<Resumption.Stage> stages() {
    var digests = new TreeMap<String, Optional<Bytes>>();
    var identities = StageIdentities.of(plan);
    var stages = new ArrayList<Resumption.Stage>();
    for (PlannedStage planned : plan.stages()) {
      var identity = identities.get(planned.spec().stage());
      var files = new TreeMap<String, Optional<Bytes>>();
      for (var path : StageFiles.of(planned.spec())) {
        files.put(path, digests.computeIfAbsent(path, FileReading::digest));
      }
      stages.add(
          new Resumption.Stage(
              identity,
              before(planned.dependence()),
              files,
              planned.size(),
              planned.spec().semantics() == Semantics.AT_MOST_ONCE,
              resultsLost.contains(identity.name())));
    }
    return stages;
  }

  private static List<Integer> before(Dependence dependence) {
    return switch (dependence) {
      case Dependence.None(), Dependence.Submitted() -> List.of();
      case Dependence.AllOf(var stages) -> stages;
      case Dependence.RowsOf(_, var stages, _) -> stages;
    };
  }

  private Optional<Opened> over(Resumption resumption) {
    var ended = state.ended().map(Entry.Ended::end);
    if (ended.isEmpty() || !resumption.keepsAll() || resumption.opensAny()) {
      return Optional.empty();
    }
    return switch (ended.get()) {
      case COMPLETED -> Optional.of(new Opened.Over(RunEnd.COMPLETED, complete()));
      case FAILED ->
          left() > 0 ? Optional.empty() : Optional.of(new Opened.Over(RunEnd.FAILED, failed()));
      case NO_CLUSTER, STALLED, HALTED, DISK, INTERNAL, DEADLINE, INTERRUPTED, TERMINATED ->
          Optional.empty();
    };
  }

  private String complete() {
    return "%s is complete: all of its tasks have ended well (%,d), and there is nothing left to do"
        .formatted(directory.id(), sum(state.stages(), stage -> stage.completed().size()));
  }

  private String failed() {
    long unknown = 0;
    for (var planned : plan.stages()) {
      if (planned.spec().semantics() == Semantics.AT_MOST_ONCE) {
        unknown += state.stages().get(planned.spec().stage()).lost().size();
      }
    }
    long failed = sum(state.stages(), stage -> stage.failed().size()) - unknown;
    var advice = new ArrayList<String>();
    if (failed > 0) {
      advice.add("%,d failed: pass --retry-failed to run them again".formatted(failed));
    }
    if (unknown > 0) {
      advice.add(
          "of %,d it is not known whether they ran: pass --retry-unknown to run them again"
              .formatted(unknown));
    }
    return "%s has ended, and not every task well: %s"
        .formatted(directory.id(), String.join("; ", advice));
  }

  private interface Count {
    long of(StageState stage);
  }

  private static long sum(List<StageState> stages, Count count) {
    return stages.stream().mapToLong(count::of).sum();
  }

  private void noteWhatRunsAgain(Resumption resumption) {
    for (int number = 0; number < resumption.verdicts().size(); number++) {
      if (resumption.verdicts().get(number) instanceof Verdict.Anew(long lost, var reasons)
          && lost > 0) {
        notices.add(
            "stage %s runs again from the start, and %s not count: %s"
                .formatted(
                    plan.stages().get(number).spec().name(),
                    Counted.of(lost, "result of it does", "results of it do"),
                    String.join("; ", reasons)));
      }
    }
  }

  private long known() {
    long known = 0;
    for (var planned : plan.stages()) {
      known +=
          Math.max(planned.size(), state.stages().get(planned.spec().stage()).rows().orElse(0));
    }
    return known;
  }

  /** Tasks that have not ended, as far as it is known how many there are. */
  private long left() {
    long ended = sum(state.stages(), stage -> stage.completed().size() + stage.failed().size());
    return Math.max(0, known() - ended);
  }

  private String whatIsKept() {
    long completed = sum(state.stages(), stage -> stage.completed().size());
    long failed = sum(state.stages(), stage -> stage.failed().size());
    return "resumes %s: %,d of %s kept%s, %s left"
        .formatted(
            directory.id(),
            completed,
            Counted.of(known(), "result is", "results are"),
            failed == 0
                ? ""
                : " (and %s failed)".formatted(Counted.of(failed, "task stays", "tasks stay")),
            Counted.of(left(), "task is", "tasks are"));
  }

  // Files that could not be digested while they were looked at: perhaps they can be later.
  private SortedSet<String> unread() {
    var unread = RunLedger.filesOf(plan);
    unread.removeAll(state.files().keySet());
    return unread;
  }
}
