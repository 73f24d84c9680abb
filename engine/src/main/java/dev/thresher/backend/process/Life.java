package dev.thresher.backend.process;

import dev.thresher.backend.WorkerExit;
import dev.thresher.launch.ProcessEnd;
import dev.thresher.launch.WorkerProcess;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.Address;
import org.jspecify.annotations.Nullable;

/** What the fleet knows of one incarnation, from the wish to start it to its end. */
final class Life {
  private @Nullable WorkerProcess process;
  private @Nullable Address address;
  private @Nullable String killedFor;
  private @Nullable String givenUpFor;
  private boolean registered;

  void runs(WorkerProcess started) {
    process = started;
    if (killedFor != null) {
      started.kill();
    }
  }

  void listensAt(Address node) {
    address = node;
  }

  Optional<Address> address() {
    return Optional.ofNullable(address);
  }

  void registered() {
    registered = true;
  }

  boolean isRegistered() {
    return registered;
  }

  /** The first reason is the one that is told. */
  void kill(String reason) {
    if (killedFor == null) {
      killedFor = reason;
    }
    if (process != null) {
      process.kill();
    }
  }

  void giveUp(String why) {
    givenUpFor = why;
    if (process != null) {
      process.kill();
    }
  }

  /** Lets it end by itself if it is far enough to read that it should. */
  void dismiss(Nursery nursery, String reason) {
    if (process == null || !registered || killedFor != null) {
      kill(reason);
    } else {
      killedFor = reason;
      nursery.dismiss(process, reason);
    }
  }

  /** Of one whose end has not been told within that time after it was killed. */
  WorkerExit unseen(Duration within) {
    long pid = process == null ? 0 : process.pid();
    var what =
        process == null ? "its start did not end" : "the system did not tell that it has ended";
    var cause =
        new WorkerExit.KilledByUs(
            "%s; %s within %d ms".formatted(killedFor, what, within.toMillis()));
    return new WorkerExit(pid, Duration.ZERO, cause, List.of());
  }

  WorkerExit exit(ProcessEnd end) {
    return new WorkerExit(end.pid(), end.uptime(), cause(end), end.lastLines());
  }

  private WorkerExit.Cause cause(ProcessEnd end) {
    if (killedFor != null) {
      return new WorkerExit.KilledByUs(killedFor);
    }
    WorkerExit.Cause seen =
        switch (end.how()) {
          case ProcessEnd.Code(int code) -> new WorkerExit.Exited(code);
          case ProcessEnd.Signal(int number) -> new WorkerExit.Signalled(number);
        };
    if (registered) {
      return seen;
    }
    return new WorkerExit.NeverRegistered(givenUpFor == null ? inWords(end, seen) : givenUpFor);
  }

  private static String inWords(ProcessEnd end, WorkerExit.Cause seen) {
    var exit = new WorkerExit(end.pid(), end.uptime(), seen, end.lastLines());
    var after = exit.describe() + " after " + end.uptime().toMillis() + " ms";
    return end.lastLines().isEmpty() ? after : after + "; it said: " + end.lastLines().getLast();
  }

  static WorkerExit notStarted(Throwable why) {
    var detail = "the process could not be started: " + why.getMessage();
    return new WorkerExit(0, Duration.ZERO, new WorkerExit.NeverRegistered(detail), List.of());
  }

  /** The exception that stands behind a failed stage. */
  static Throwable cause(@Nullable Throwable failed) {
    if (failed == null) {
      return new IllegalStateException("no reason was given");
    }
    var cause = failed.getCause();
    boolean wraps = failed instanceof CompletionException || failed instanceof UncheckedIOException;
    return wraps && cause != null ? cause(cause) : failed;
  }
}
