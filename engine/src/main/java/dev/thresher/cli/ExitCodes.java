package dev.thresher.cli;

/** What the command line returns, beside the codes of {@link dev.thresher.model.RunEnd}. */
final class ExitCodes {
  static final int DONE = 0;
  static final int TASKS_FAILED = 1;
  static final int PROGRAM_FAILED = 1;
  static final int BAD_USAGE = 2;
  static final int DISK = 6;
  static final int INTERNAL = 70;

  /** No exit code: the JVM ends when the threads of the user's program have. */
  static final int LEFT_TO_THREADS = -1;

  // Lists for the help of each verb; the numbers are part of the text that picocli aligns.
  static final String OK_TEXT = "0:done";
  static final String USAGE_TEXT = "2:bad command line";
  static final String FILE_TEXT = "2:bad command line or workload file";
  static final String UNREACHABLE_TEXT = "3:the cluster cannot be reached, or does not let you in";
  static final String INTERNAL_TEXT = "70:internal error";

  private ExitCodes() {}
}
