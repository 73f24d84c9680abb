package dev.thresher.cli;

import dev.thresher.model.RunEnd;
import dev.thresher.runtime.nodes.NoClusterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** Ends a command with an exit code and what is wrong, one sentence each; never a stack trace. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;
  private final transient List<Complaint> complaints;

  private Refusal(int exitCode, List<Complaint> complaints) {
    super(complaints.stream().map(Complaint::render).toList().toString());
    this.exitCode = exitCode;
    this.complaints = List.copyOf(complaints);
  }

  /** The command line or a workload file is wrong. */
  static Refusal of(List<Complaint> complaints) {
    return new Refusal(ExitCodes.BAD_USAGE, complaints);
  }

  static Refusal of(String sentence) {
    return of(List.of(Complaint.of(sentence)));
  }

  /** What was computed is wrong, or was not computed. */
  static Refusal failed(String sentence) {
    return new Refusal(ExitCodes.TASKS_FAILED, List.of(Complaint.of(sentence)));
  }

  /** There is no cluster on which a run could have its workers. */
  static Refusal noCluster(NoClusterException unreachable) {
    return new Refusal(
        RunEnd.NO_CLUSTER.exitCode(),
        List.of(Complaint.of(String.valueOf(unreachable.getMessage()))));
  }

  /** There is no cluster to speak to. */
  static Refusal unreachable(String sentence) {
    return new Refusal(RunEnd.NO_CLUSTER.exitCode(), List.of(Complaint.of(sentence)));
  }

  /** As {@link #unreachable(String)}, of several hosts. */
  static Refusal unreachable(List<Complaint> complaints) {
    return new Refusal(RunEnd.NO_CLUSTER.exitCode(), complaints);
  }

  /** The command's own files cannot be written. */
  static Refusal disk(IOException unwritable) {
    return new Refusal(ExitCodes.DISK, List.of(Complaint.of(sentence(unwritable))));
  }

  static Refusal disk(UncheckedIOException unwritable) {
    var cause = unwritable.getCause();
    return disk(cause == null ? new IOException(unwritable.getMessage()) : cause);
  }

  // The JDK's own messages are often a path and nothing else.
  private static String sentence(IOException unwritable) {
    return switch (unwritable) {
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case NoSuchFileException missing -> missing.getFile() + " does not exist";
      case FileSystemException other when other.getReason() != null ->
          other.getFile() + ": " + other.getReason();
      default -> String.valueOf(unwritable.getMessage());
    };
  }

  int exitCode() {
    return exitCode;
  }

  List<Complaint> complaints() {
    return complaints;
  }
}
