package dev.thresher.cli;

import dev.thresher.runtime.Engine.RunHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * What Ctrl-C and SIGTERM do to a run: the first Ctrl-C drains, the second cancels, the third ends
 * this process where it stands; SIGTERM and a terminal that hangs up cancel, and a second one of
 * them ends the process. Workers notice the end of their coordinator by themselves.
 *
 * <p>Signals come on threads of the JVM, each on its own; what comes before the run has started
 * takes effect when it has. A response is carried out before it is announced: a terminal that is
 * held up does not hold up the end.
 */
final class Interruptions implements AutoCloseable {
  private static final int INTERRUPTED = 130;
  private static final int TERMINATED = 143;

  private final Screen screen;
  private final IntConsumer halt;
  private final List<Installed> installed = new ArrayList<>();
  private @Nullable RunHandle handle;
  private int interrupts;
  private int terminations;

  private record Installed(Signal signal, SignalHandler former) {}

  /**
   * @param halt ends the JVM with an exit code, at once
   */
  Interruptions(Screen screen, IntConsumer halt) {
    this.screen = screen;
    this.halt = halt;
  }

  static Interruptions install(Screen screen) {
    var interruptions = new Interruptions(screen, Runtime.getRuntime()::halt);
    interruptions.handle("INT", interruptions::interrupt);
    interruptions.handle("TERM", interruptions::terminate);
    interruptions.handle("HUP", interruptions::terminate);
    return interruptions;
  }

  private void handle(String name, Runnable response) {
    try {
      var signal = new Signal(name);
      var former = Signal.handle(signal, _ -> response.run());
      // nohup asks for hang-ups to be ignored. Ctrl-C is another matter: shells ignore it for every
      // background job, and whoever sends it to one by kill -INT means it.
      if (former == SignalHandler.SIG_IGN && name.equals("HUP")) {
        Signal.handle(signal, former);
      } else {
        installed.add(new Installed(signal, former));
      }
    } catch (IllegalArgumentException unavailable) {
      // the signal does not exist here, or the JVM was started with -Xrs
    }
  }

  synchronized void attach(RunHandle started) {
    handle = started;
    if (terminations > 0 || interrupts > 1) {
      cancel();
    } else if (interrupts == 1) {
      started.drain();
    }
  }

  void interrupt() {
    screen.line(respondToInterrupt());
  }

  private synchronized String respondToInterrupt() {
    interrupts++;
    if (interrupts == 1) {
      if (handle != null) {
        handle.drain();
      }
      return "interrupted: running tasks finish, no new ones start; Ctrl-C again cancels them";
    }
    if (interrupts == 2) {
      cancel();
      return "cancelling; Ctrl-C once more ends this at once";
    }
    halt.accept(INTERRUPTED);
    return "ended";
  }

  void terminate() {
    screen.line(respondToTermination());
  }

  private synchronized String respondToTermination() {
    terminations++;
    if (terminations == 1) {
      cancel();
      return "terminated: cancelling";
    }
    halt.accept(TERMINATED);
    return "ended";
  }

  private void cancel() {
    if (handle != null) {
      handle.cancel(terminations > 0 ? "terminated" : "interrupted");
    }
  }

  synchronized boolean terminated() {
    return terminations > 0;
  }

  @Override
  public void close() {
    installed.forEach(former -> Signal.handle(former.signal(), former.former()));
  }
}
