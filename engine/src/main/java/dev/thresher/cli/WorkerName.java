package dev.thresher.cli;

import java.util.List;

/** The name of a worker, as it may be typed. */
final class WorkerName {
  private WorkerName() {}

  /** That name, which is sound in a path too. */
  static String checked(String typed) {
    if (!typed.matches("[A-Za-z0-9._-]{1,64}")) {
      throw Refusal.of(
          List.of(
              Complaint.aboutArgument(
                  typed, "is no worker's name; they are of letters, digits, . _ -")));
    }
    return typed;
  }
}
