package dev.thresher.api;

/**
 * Where a task runs or ran.
 *
 * @param worker its name in this executor: that of the thread, or of the worker process
 * @param host the name of the machine; {@code localhost} in this JVM
 * @param pid of the process that the worker is or belongs to
 */
public record TaskPlace(String worker, String host, long pid) {
  @Override
  public String toString() {
    return worker + " (" + host + ", pid " + pid + ")";
  }
}
