package dev.thresher.commandline;

import dev.thresher.host.CrashPoints;
import dev.thresher.host.CrashPoints.Moment;
import dev.thresher.host.CrashPoints.Sabotage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends or stops the process that first reaches a moment for the given time, and leaves its pid in a
 * file. Only one of all processes with the same file: a worker in its place is left alone.
 */
public final class CrashOnce implements Sabotage {
  enum Blow {
    /** As a machine that loses its power, but for what the system has not written yet. */
    HALT,
    /** As a machine that is suspended, until somebody sends SIGCONT. */
    STOP
  }

  /**
   * @param time 1 for the first time that the moment is reached
   */
  record Order(Moment moment, int time, Blow blow) {}

  private static final String ORDER = "THRESHER_TEST_CRASH";
  private static final String VICTIM = "THRESHER_TEST_VICTIM";

  private final Order order;
  private final Path victim;
  private final AtomicInteger times = new AtomicInteger();

  /** What the environment of the process says. */
  public CrashOnce() {
    var words = System.getenv(ORDER).split(" ", -1);
    order = new Order(Moment.valueOf(words[0]), Integer.parseInt(words[1]), Blow.valueOf(words[2]));
    victim = Path.of(System.getenv(VICTIM));
  }

  /** The environment in which a program and its workers look out for that moment. */
  static Map<String, String> environment(Order order, Path victim) {
    var environment = new LinkedHashMap<String, String>();
    environment.put(
        "JDK_JAVA_OPTIONS", "-D" + CrashPoints.PROPERTY + "=" + CrashOnce.class.getName());
    environment.put(ORDER, order.moment() + " " + order.time() + " " + order.blow());
    environment.put(VICTIM, victim.toString());
    return environment;
  }

  @Override
  public void reached(Moment moment) {
    if (moment == order.moment() && times.incrementAndGet() == order.time() && isFirst()) {
      strike();
    }
  }

  private boolean isFirst() {
    try {
      Files.writeString(
          victim, Long.toString(ProcessHandle.current().pid()), StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException another) {
      return false;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void strike() {
    switch (order.blow()) {
      case HALT -> Runtime.getRuntime().halt(137);
      case STOP -> stop();
    }
  }

  private static void stop() {
    try {
      new ProcessBuilder("kill", "-STOP", Long.toString(ProcessHandle.current().pid()))
          .start()
          .waitFor();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException goOn) {
      Thread.currentThread().interrupt();
    }
  }
}
