package dev.thresher.runtime.training;

import dev.thresher.api.Thresher;
import dev.thresher.host.FileTree;
import dev.thresher.launch.AotCaches;
import dev.thresher.launch.AotCaches.Recording;
import dev.thresher.launch.Installation;
import dev.thresher.launch.WorkerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The program that makes the caches: what its worker loads, the workers of later programs find
 * ready. The caches appear all at once under their final name; a training that fails leaves that
 * name without a cache, so that it is not tried again at every start.
 */
public final class TrainingRun {
  private static final Duration AT_MOST = Duration.ofMinutes(5);
  private static final int KEPT_CACHES = 4;
  private static final String WORKER = "worker";

  private TrainingRun() {}

  /**
   * @param arguments the final name of the directory that {@link AotCaches.Recording} names
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    endsInAnyCase();
    var installation = Installation.current();
    if (installation.caches() instanceof Recording recording) {
      make(installation, recording, Path.of(arguments[0]));
    }
    System.exit(0);
  }

  private static void make(Installation installation, Recording recording, Path directory)
      throws IOException, InterruptedException {
    try {
      train();
      assemble(installation, recording);
    } catch (ExecutionException | RuntimeException failed) {
      failed.printStackTrace();
    }
    Files.deleteIfExists(recording.record(WORKER));
    Files.move(recording.directory(), directory, StandardCopyOption.ATOMIC_MOVE);
    removeOldest(directory);
  }

  // THE TRAINING: submitted and mapped closures, one that fails, many batches, a result of a
  // record.
  private static void train() throws ExecutionException, InterruptedException {
    try (var pool = Thresher.processes(1)) {
      pool.submit(() -> "one").get();
      var _ =
          pool.map(IntStream.range(0, 20_000).boxed(), i -> new Pair(i, "" + i))
              .reduce((a, b) -> a.number > b.number ? a : b)
              .orElseThrow();
      try {
        pool.submit(TrainingRun::failing).get();
      } catch (ExecutionException asMeant) {
        // That it fails is what it is for.
      }
    }
  }

  private record Pair(int number, String text) implements java.io.Serializable {}

  private static int failing() {
    throw new IllegalStateException("a task that fails");
  }

  /** The JVM turns what the worker has written down at its end into a cache, and ends. */
  private static void assemble(Installation installation, Recording recording)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(installation.java().toString());
    command.addAll(installation.jvmFlags());
    command.addAll(recording.assembling(WORKER));
    command.addAll(List.of("-cp", installation.classPath(), WorkerCommand.MAIN_CLASS));
    var assembly = new ProcessBuilder(command).inheritIO().start();
    if (!assembly.waitFor(AT_MOST.toSeconds(), TimeUnit.SECONDS)) {
      assembly.destroyForcibly();
    }
  }

  /** Every change of a program's jars makes a cache of its own, of some 60 MB. */
  private static void removeOldest(Path directory) throws IOException {
    try (var entries = Files.newDirectoryStream(directory.getParent(), "library-*")) {
      var caches = new ArrayList<Path>();
      entries.forEach(caches::add);
      caches.removeIf(cache -> cache.toString().endsWith(".partial"));
      caches.sort((one, other) -> lastModified(other).compareTo(lastModified(one)));
      for (var old : caches.subList(Math.min(KEPT_CACHES, caches.size()), caches.size())) {
        FileTree.delete(old);
      }
    }
  }

  private static Long lastModified(Path path) {
    return path.toFile().lastModified();
  }

  private static void endsInAnyCase() {
    Thread.ofPlatform()
        .daemon()
        .name("thresher-training-limit")
        .start(() -> {
          try {
            Thread.sleep(AT_MOST);
          } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
          }
          Runtime.getRuntime().halt(1);
        });
  }
}
