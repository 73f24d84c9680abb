package dev.thresher.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks on threads that take all memory of the JVM in which their run is coordinated. */
@Timeout(120)
class FullHeapOfARunTest {
  private static final String SOURCE =
      """
      import java.nio.file.*;
      import java.util.*;

      public class Hog {
        private static final List<byte[]> KEPT = Collections.synchronizedList(new ArrayList<>(1 << 20));

        // In its first life, it fills the heap by itself and goes on.
        public static long task(long n) throws Exception {
          if (n == 20 && isFirst()) {
            fill();
          }
          Thread.sleep(10);
          return n;
        }

        // The same, but somebody goes on for ever in the background.
        public static long background(long n) throws Exception {
          if (n == 20 && isFirst()) {
            Thread.ofPlatform().daemon().start(() -> { while (true) { fill(); } });
          }
          Thread.sleep(10);
          return n;
        }

        public static long array(long n) {
          return n == 20 ? new byte[Integer.MAX_VALUE - 8].length : n;
        }

        private static boolean isFirst() throws Exception {
          try {
            Files.createFile(Path.of("filled"));
            return true;
          } catch (FileAlreadyExistsException known) {
            return false;
          }
        }

        private static void fill() {
          for (int size = 1 << 20; size >= 16; ) {
            try {
              KEPT.add(new byte[size]);
            } catch (OutOfMemoryError full) {
              size /= 2;
            }
          }
        }
      }
      """;

  @TempDir Path directory;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(directory.resolve("Hog.java"), SOURCE);
  }

  private void workload(String method) throws IOException {
    Files.writeString(
        directory.resolve("hog.conf"),
        """
        name = hog
        backend = threads
        each { n = 1..200 }
        on-error = skip
        task { java = Hog.java, method = %s }
        reduce { sum = sum(%s) }
        """
            .formatted(method, method));
  }

  private CommandLine run(String... more) throws IOException {
    var words = new ArrayList<>(List.of("run", "hog.conf", "--no-progress"));
    words.addAll(List.of("--workers", "2", "--run-dir", CommandLine.RUN_DIRECTORY));
    words.addAll(List.of(more));
    return CommandLine.start(directory, words.toArray(String[]::new));
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"task", "background"})
  void aRunWhoseHeapStaysFullEndsByItselfAndCanBeResumed(String method) throws Exception {
    workload(method);
    try (var first = run()) {
      first.ends(70);
      assertThat(first.err())
          .containsOnlyOnce("error: the heap of this JVM, 256 MiB, was full")
          .contains(
              "JDK_JAVA_OPTIONS=-Xmx512m",
              "--backend processes",
              "thresher run hog.conf --run-dir "
                  + directory.resolve(CommandLine.RUN_DIRECTORY)
                  + " --resume");
    }
    try (var second = run("--resume")) {
      second.endsCleanly(0);
      assertThat(second.out()).contains("20100");
      assertThat(second.err()).contains("results are kept");
    }
  }

  @Test
  void aTaskThatAsksForTooMuchFailsAlone() throws Exception {
    workload("array");
    try (var run = run()) {
      run.endsCleanly(1);
      assertThat(run.out()).contains(Integer.toString(20_100 - 20));
      assertThat(run.err()).contains("1 × java.lang.OutOfMemoryError");
    }
  }
}
