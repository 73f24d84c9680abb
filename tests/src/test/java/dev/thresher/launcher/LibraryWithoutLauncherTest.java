package dev.thresher.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.launch.AotCaches;
import dev.thresher.launch.Installation;
import dev.thresher.launch.WorkerCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This JVM is a program that uses the library as Maven puts it on a class path. */
class LibraryWithoutLauncherTest {
  @TempDir private Path directory;

  @Test
  void workersTakeTheirClassesFromACacheThoughDirectoriesAreOnTheClassPathToo() throws Exception {
    var installation = Installation.current();
    assertThat(installation.caches()).isInstanceOf(AotCaches.Use.class);
    assertThat(installation.classPath().split(File.pathSeparator))
        .anySatisfy(entry -> assertThat(Path.of(entry)).isDirectory());

    assertThat(classesFromCache(installation)).isGreaterThan(10);
  }

  /** Of a worker that ends at once, as nobody tells it anything. */
  private long classesFromCache(Installation installation)
      throws IOException, InterruptedException {
    var log = directory.resolve("classes");
    var flags = new ArrayList<>(WorkerCommand.flags(64, directory.resolve("crash")));
    flags.add("-Xlog:class+load:file=" + log);
    var worker = new ProcessBuilder(WorkerCommand.of(installation, List.copyOf(flags)).words());
    worker.redirectInput(new File("/dev/null"));
    worker.redirectErrorStream(true).redirectOutput(directory.resolve("said").toFile());
    worker.start().waitFor();
    try (var lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains("] dev.thresher."))
          .filter(line -> line.contains(" source: shared objects file"))
          .count();
    }
  }
}
