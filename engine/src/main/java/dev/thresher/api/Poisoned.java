package dev.thresher.api;

import java.util.List;

/** The task ended the process of every worker that ran it; it is not tried again. */
public final class Poisoned extends ThresherException {
  private static final long serialVersionUID = 1;
  private final transient List<WorkerLost> deaths;

  /**
   * @param deaths one for each worker that died under it, oldest first
   */
  public Poisoned(String message, List<WorkerLost> deaths) {
    super(message, deaths.isEmpty() ? null : deaths.getLast());
    this.deaths = List.copyOf(deaths);
  }

  /** One for each worker that died under the task, oldest first. */
  public List<WorkerLost> deaths() {
    return deaths;
  }
}
