package dev.thresher.runtime.training;

import dev.thresher.host.FileTree;
import dev.thresher.host.OwnSession;
import dev.thresher.host.Programs;
import dev.thresher.launch.AotCaches;
import dev.thresher.launch.Installation;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The start of a {@link TrainingRun}: once for each set of jars, in a process of its own at the
 * lowest priority, which outlives this program if need be.
 */
public final class Training {
  private static final Duration ABANDONED = Duration.ofMinutes(10);

  /** The program's own variables are not the training's business. */
  private static final Set<String> KEPT =
      Set.of("HOME", "PATH", "XDG_CACHE_HOME", "XDG_STATE_HOME", "TMPDIR", "LANG", "LC_ALL");

  private Training() {}

  /**
   * Starts it unless the caches are there, are being made, or cannot be had. Never throws: without
   * caches everything works, and starts more slowly.
   *
   * @return the process, if one was started
   */
  public static Optional<Process> startIfNeeded(Installation installation) {
    return switch (installation.caches()) {
      case AotCaches.Untrained(Path directory, List<Path> jars) ->
          start(installation, directory, jars);
      case AotCaches.None _, AotCaches.Use _, AotCaches.Recording _ -> Optional.empty();
    };
  }

  private static Optional<Process> start(
      Installation installation, Path directory, List<Path> jars) {
    var partial = directory.resolveSibling(directory.getFileName() + ".partial");
    try {
      if (!claim(partial)) {
        return Optional.empty();
      }
      var words = words(installation, partial, jars);
      words.add(directory.toString());
      return Optional.of(start(words, partial));
    } catch (IOException noPlaceOrNoProcess) {
      return Optional.empty();
    }
  }

  /** The directory is the lock; that of a training which was killed is forgotten in the end. */
  private static boolean claim(Path partial) throws IOException {
    if (Files.exists(partial) && isAbandoned(partial)) {
      FileTree.delete(partial);
    }
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(partial.getParent(), ownerOnly);
    try {
      Files.createDirectory(partial, ownerOnly);
      return true;
    } catch (FileAlreadyExistsException underWay) {
      return false;
    }
  }

  private static boolean isAbandoned(Path partial) throws IOException {
    return Files.getLastModifiedTime(partial).toInstant().isBefore(Instant.now().minus(ABANDONED));
  }

  private static List<String> words(Installation installation, Path partial, List<Path> jars) {
    var words = new ArrayList<String>();
    Programs.find("nice", System.getenv().getOrDefault("PATH", ""))
        .ifPresent(nice -> words.addAll(List.of(nice.toString(), "-n", "19")));
    words.add(installation.java().toString());
    words.addAll(installation.jvmFlags());
    words.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    words.addAll(installation.recordingInto(partial));
    words.add("-cp");
    words.add(jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    words.add(TrainingRun.class.getName());
    return words;
  }

  private static Process start(List<String> words, Path partial) throws IOException {
    var builder =
        new ProcessBuilder(OwnSession.of(words))
            .directory(partial.toFile())
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(partial.resolve("training.log").toFile());
    builder.environment().keySet().retainAll(KEPT);
    return builder.start();
  }
}
