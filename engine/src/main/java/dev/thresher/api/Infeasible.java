package dev.thresher.api;

/** No worker of this executor can ever run the task. */
public final class Infeasible extends ThresherException {
  private static final long serialVersionUID = 1;

  public Infeasible(String message) {
    super(message);
  }
}
