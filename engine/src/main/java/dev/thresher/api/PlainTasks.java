package dev.thresher.api;

/**
 * What becomes of tasks that do not claim to be serialisable, on an executor whose workers are
 * processes. Elsewhere they are tasks like all others.
 */
public enum PlainTasks {
  /** They are refused at submission, with a {@link SerializationFailure}. */
  REFUSED,
  /**
   * They run on threads of this JVM, as many as there are workers, beside the processes. A task
   * that claims to be serialisable and cannot travel is refused all the same.
   */
  ON_LOCAL_THREADS
}
