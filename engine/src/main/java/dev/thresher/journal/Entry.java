package dev.thresher.journal;

import dev.thresher.model.Bytes;
import dev.thresher.model.Incarnation;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunId;
import dev.thresher.model.TaskId;
import dev.thresher.model.TaskRange;
import dev.thresher.protocol.TaskResult;
import java.util.List;

/**
 * One thing that is written down of a run. What is told to anybody of a commit, and every start
 * that may happen once only, follows the entry that says so.
 */
public sealed interface Entry {
  /**
   * The first entry of a run.
   *
   * @param version of the engine, for messages; nothing depends on it
   */
  record RunOpened(RunId run, String workload, String version, long atMillis) implements Entry {}

  /**
   * A coordinator has taken over. Stage numbers of later entries are positions in {@code stages}.
   *
   * @param epoch counts from 1
   */
  record EpochOpened(long epoch, long pid, String host, long atMillis, List<StageOpened> stages)
      implements Entry {
    public EpochOpened {
      stages = List.copyOf(stages);
    }
  }

  /**
   * One stage, as the epoch sees it.
   *
   * @param continues number of the stage in the epoch before whose results stay valid, or {@link
   *     #ANEW}
   */
  record StageOpened(StageIdentity identity, int continues) {
    public static final int ANEW = -1;
  }

  /** The content of a file on which results depend, as it was when tasks began to read it. */
  record FileRead(String path, Bytes sha256) implements Entry {}

  /** It has come out how many tasks a stage over another one's rows has. */
  record RowsCounted(int stage, long size) implements Entry {}

  /**
   * These tasks have ended. A result counts for good; a task that ended without one may be opened
   * again by a person.
   *
   * @param results in order of index
   */
  record Committed(int stage, int attempt, Incarnation by, List<TaskResult> results)
      implements Entry {
    public Committed {
      results = List.copyOf(results);
    }
  }

  /** Tasks that may start once only are about to be sent. */
  record Dispatched(Incarnation to, TaskRange tasks, int attempt) implements Entry {}

  /** Of tasks that were sent, these have come back and are known not to have started. */
  record GivenBack(TaskRange tasks) implements Entry {}

  /**
   * An attempt has come to nothing and another one follows.
   *
   * @param ownFailure whether the task failed, not its worker
   */
  record Retried(TaskId task, int attempt, boolean ownFailure) implements Entry {}

  /** These tasks are to run again, whatever end they have come to without a result. */
  record Reopened(TaskRange tasks) implements Entry {}

  /** These outputs are whole and about to get their names. */
  record Publishing(List<Output> outputs) implements Entry {
    public Publishing {
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * @param path absolute
   * @param sha256 of the content
   */
  record Output(String path, long length, Bytes sha256) {}

  /**
   * What was written here is lost, and a person has decided to go on without it.
   *
   * @param from byte of the damaged ledger
   * @param until behind it
   */
  record Gap(long from, long until) implements Entry {}

  /** The coordinator has ended in order. */
  record Ended(RunEnd end, String detail) implements Entry {}
}
