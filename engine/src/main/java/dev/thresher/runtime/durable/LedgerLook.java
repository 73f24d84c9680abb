package dev.thresher.runtime.durable;

import dev.thresher.codec.LedgerCodec;
import dev.thresher.codec.PayloadCodec;
import dev.thresher.journal.Entry;
import dev.thresher.journal.Replay;
import dev.thresher.journal.RunState;
import dev.thresher.journal.StageState;
import dev.thresher.ledger.LedgerFile;
import dev.thresher.model.TaskId;
import dev.thresher.report.Standing.Ended;
import dev.thresher.report.Standing.Tried;
import dev.thresher.rundir.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a run has written down by now, for whoever asks about it from outside. Changes and holds
 * nothing, so it may be used while the run lasts, from another process than the run's.
 */
public final class LedgerLook {
  private final Path run;
  private final LedgerCodec codec;
  private final RunState state = new RunState();

  private LedgerLook(Path run) {
    this.run = run;
    this.codec = new LedgerCodec(PayloadCodec.keeping(run.resolve("blobs").toAbsolutePath()));
  }

  /**
   * @throws IOException with a sentence for the user if there is no ledger, or it is damaged
   */
  public static LedgerLook at(Path run) throws IOException {
    var look = new LedgerLook(run);
    LedgerFile.look(RunDirectory.ledgerIn(run), look.codec, look.state::add);
    return look;
  }

  public long completed(int stage) {
    return known(stage).map(one -> one.completed().size()).orElse(0L);
  }

  public long failed(int stage) {
    return known(stage).map(one -> one.failed().size()).orElse(0L);
  }

  /** Tasks that have been tried, in vain, and have not ended. */
  public long waitingAgain(int stage) {
    return known(stage).map(one -> (long) one.tried().size()).orElse(0L);
  }

  /** How many tasks there are, if that came out during the run. */
  public OptionalLong rows(int stage) {
    return known(stage).map(StageState::rows).orElse(OptionalLong.empty());
  }

  private Optional<StageState> known(int stage) {
    return stage < state.stages().size()
        ? Optional.of(state.stages().get(stage))
        : Optional.empty();
  }

  /** Attempts of a task that has not ended; empty if there were none, or it has ended. */
  public Optional<Tried> tried(TaskId task) {
    return known(task.stage())
        .map(stage -> stage.tried().get(task.index()))
        .map(tried -> new Tried(tried.attempts(), tried.failures()));
  }

  /** How a task ended; empty if it has not. Reads the ledger once more. */
  public Optional<Ended> end(TaskId task) throws IOException {
    boolean hasEnded =
        known(task.stage()).filter(stage -> stage.isSettled(task.index())).isPresent();
    if (!hasEnded) {
      return Optional.empty();
    }
    var search = new Search(task, new Replay(state));
    // What was added since, the replay does not know; it is left out.
    LedgerFile.look(RunDirectory.ledgerIn(run), codec, search::on);
    return Optional.ofNullable(search.found);
  }

  private static final class Search {
    private final TaskId task;
    private final Replay replay;
    private @Nullable Ended found;

    Search(TaskId task, Replay replay) {
      this.task = task;
      this.replay = replay;
    }

    void on(Entry entry) {
      replay.on(entry).filter(one -> one.stage() == task.stage()).ifPresent(this::look);
    }

    private void look(Entry.Committed committed) {
      for (var result : committed.results()) {
        if (result.index() == task.index()) {
          found =
              new Ended(committed.attempt(), committed.by(), result.outcome(), result.runNanos());
        }
      }
    }
  }
}
