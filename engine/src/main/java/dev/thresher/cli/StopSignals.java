package dev.thresher.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and SIGTERM for work of which the part that is done is worth reporting: the first one asks
 * it to come to an end, the second ends this process. Signals come on threads of the JVM.
 */
final class StopSignals implements AutoCloseable {
  private final Runnable stop;
  private final List<Installed> installed = new ArrayList<>();
  private int exitCode;

  private record Installed(Signal signal, SignalHandler former) {}

  private StopSignals(Runnable stop) {
    this.stop = stop;
  }

  static StopSignals install(Runnable stop) {
    var signals = new StopSignals(stop);
    signals.handle("INT", 130);
    signals.handle("TERM", 143);
    signals.handle("HUP", 143);
    return signals;
  }

  private void handle(String name, int code) {
    try {
      var signal = new Signal(name);
      installed.add(new Installed(signal, Signal.handle(signal, _ -> arrived(code))));
    } catch (IllegalArgumentException unavailable) {
      // the signal does not exist here, or the JVM was started with -Xrs
    }
  }

  private void arrived(int code) {
    synchronized (this) {
      if (exitCode != 0) {
        Runtime.getRuntime().halt(code);
      }
      exitCode = code;
    }
    stop.run();
  }

  /** The exit code of the signal that came; empty if none did. */
  synchronized OptionalInt exitCode() {
    return exitCode == 0 ? OptionalInt.empty() : OptionalInt.of(exitCode);
  }

  @Override
  public void close() {
    installed.forEach(one -> Signal.handle(one.signal(), one.former()));
  }
}
