package dev.thresher.coordinator;

import dev.thresher.backend.WorkerExit;
import dev.thresher.schedule.Departure;
import dev.thresher.schedule.Departure.Blame;
import java.util.Set;

/**
 * Who is to blame for the end of a worker, as far as its exit tells. A process raises SIGSEGV and
 * its like by a fault of its code and by nothing else; SIGKILL and SIGTERM by no fault, but a task
 * may ask for them.
 */
final class Blaming {
  // ILL, TRAP, ABRT, BUS, FPE, SEGV, SYS on Linux and, where the numbers differ, on macOS.
  private static final Set<Integer> RAISED_BY_CODE = Set.of(4, 5, 6, 7, 8, 10, 11, 12, 31);
  private static final Set<Integer> SENT_FROM_OUTSIDE = Set.of(1, 2, 9, 15);

  private Blaming() {}

  static Departure of(WorkerExit exit) {
    return new Departure(blame(exit.cause()), exit.describe());
  }

  private static Blame blame(WorkerExit.Cause cause) {
    return switch (cause) {
      case WorkerExit.Exited _ -> Blame.OWN_DOING;
      case WorkerExit.Signalled(int signal) -> blame(signal);
      case WorkerExit.NeverRegistered _ -> Blame.NEVER_CAME;
      case WorkerExit.KilledByUs _, WorkerExit.HostLost _ -> Blame.OUTSIDE;
    };
  }

  private static Blame blame(int signal) {
    if (RAISED_BY_CODE.contains(signal)) {
      return Blame.OWN_DOING;
    }
    return SENT_FROM_OUTSIDE.contains(signal) ? Blame.SIGNALLED : Blame.UNKNOWN;
  }
}
