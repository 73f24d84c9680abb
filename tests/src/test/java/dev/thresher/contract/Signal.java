package dev.thresher.contract;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * What test and tasks tell each other, in one process or in several: a file that is there or not.
 * Waiting ends with an exception after 20 s, so that a broken executor fails a test and does not
 * hang it.
 */
record Signal(String file) implements Serializable {
  static Signal in(Path directory, String name) {
    return new Signal(directory.resolve(name).toString());
  }

  void raise() {
    try {
      Files.createFile(Path.of(file));
    } catch (java.nio.file.FileAlreadyExistsException twice) {
      // It is raised, and that is all that matters.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A signal whose directory is gone belongs to a test that is over. */
  boolean isRaised() {
    var path = Path.of(file);
    return Files.exists(path) || Files.notExists(path.getParent());
  }

  void await() throws InterruptedException, TimeoutException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!isRaised()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (System.nanoTime() > end) {
        throw new TimeoutException("nobody raised " + file);
      }
      LockSupport.parkNanos(500_000);
    }
  }

  /** A task that says that it has begun, and ends when {@code release} is raised. */
  static <T> Callable<T> hold(Signal begun, Signal release, T result) {
    return (Callable<T> & Serializable)
        () -> {
          begun.raise();
          release.await();
          return result;
        };
  }

  static <T> Callable<T> task(dev.thresher.api.SerCallable<T> code) {
    return code;
  }

  static Runnable action(dev.thresher.api.SerRunnable code) {
    return code;
  }
}
