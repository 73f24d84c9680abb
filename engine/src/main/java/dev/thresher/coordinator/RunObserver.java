package dev.thresher.coordinator;

import dev.thresher.backend.BackendProtocol.WorkerExited;
import dev.thresher.backend.BackendProtocol.WorkerStarted;
import dev.thresher.model.HeapUse;
import dev.thresher.model.Incarnation;
import dev.thresher.protocol.Reply;
import dev.thresher.schedule.Decision;
import java.util.List;

/**
 * Is told what the coordinator did. Called on the actor's thread, one call at a time and in order;
 * must return at once.
 */
public interface RunObserver {
  void started(WorkerStarted worker);

  void registered(Incarnation worker, Reply.Register register);

  /**
   * @param expected whether the run was ending, so that this is no loss
   */
  void exited(WorkerExited worker, boolean expected);

  /** These tasks have ended for good; no task is told twice. */
  void committed(Decision.Commit commit);

  /** This task was cancelled while no worker had it; it was not and will not be committed. */
  void withdrawn(Decision.Withdraw withdrawn);

  void retried(Decision.Retry retry);

  void working(Incarnation worker, List<Reply.Running> running, HeapUse heap);

  /** The last call: every worker is gone. */
  void finished(Decision.Finish finish);
}
