package dev.thresher.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The AOT caches of an installation: one file per main class with its classes already parsed,
 * linked and profiled. They change how fast a JVM starts and nothing else; one that does not fit is
 * ignored by the JVM.
 */
public sealed interface AotCaches {
  /** The mode in which caches are being trained. */
  String RECORD = "record";

  /**
   * The flags with which a process of the given name ({@code coordinator}, {@code worker}) uses or
   * records its cache.
   */
  List<String> flags(String process);

  /** How long a process may take to exit before it is killed, from when it was told to end. */
  default Duration exitTime() {
    return Duration.ofSeconds(2);
  }

  /** No cache has been made. */
  record None() implements AotCaches {
    @Override
    public List<String> flags(String process) {
      return List.of();
    }
  }

  /**
   * Nobody has made them yet.
   *
   * @param directory where they are to be
   * @param jars the class path that they are to be made with
   */
  record Untrained(Path directory, List<Path> jars) implements AotCaches {
    public Untrained {
      jars = List.copyOf(jars);
    }

    @Override
    public List<String> flags(String process) {
      return List.of();
    }
  }

  /** Caches to start from; a process without a file there starts without. */
  record Use(Path directory) implements AotCaches {
    @Override
    public List<String> flags(String process) {
      Path cache = directory.resolve(process + ".aot");
      return Files.isRegularFile(cache) ? List.of("-XX:AOTCache=" + cache) : List.of();
    }
  }

  /**
   * A training run: each process writes down, at its normal exit, what it has loaded. Takes up to a
   * few seconds at that exit; of two processes of one name the last one's record remains.
   */
  record Recording(Path directory) implements AotCaches {
    @Override
    public List<String> flags(String process) {
      return List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + record(process));
    }

    /** Where that process writes down what it has loaded. */
    public Path record(String process) {
      return directory.resolve(process + ".conf");
    }

    /** The flags with which a JVM makes the cache from the record, and ends without running. */
    public List<String> assembling(String process) {
      return List.of(
          "-XX:AOTMode=create",
          "-XX:AOTConfiguration=" + record(process),
          "-XX:AOTCache=" + directory.resolve(process + ".aot"));
    }

    /** The JVM writes its record, some 70 MB, while it exits. */
    @Override
    public Duration exitTime() {
      return Duration.ofMinutes(2);
    }
  }

  /** Reads the properties {@code thresher.aot} and {@code thresher.aot.mode}. */
  static AotCaches of(String directory, String mode) {
    if (directory.isEmpty()) {
      return new None();
    }
    return mode.equals(RECORD) ? new Recording(Path.of(directory)) : new Use(Path.of(directory));
  }
}
