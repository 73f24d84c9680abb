package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.runtime.code.Program;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java programs that come with it do on every place what they say. */
@Timeout(120)
class ProgramsTest {
  private static final Path PROGRAMS = Path.of("../config/programs").toAbsolutePath();

  /** By somebody who has only read the documentation of the JDK's ExecutorService. */
  private static final Path OF_JDK = Path.of("src/test/resources/programs").toAbsolutePath();

  private static String output(String file, String place) throws Throwable {
    return output(PROGRAMS, file, place);
  }

  private static String output(Path directory, String file, String place) throws Throwable {
    var loaded = Program.load(directory.resolve(file), directory);
    assertThat(loaded).isInstanceOf(Program.Loaded.Ready.class);
    var said = new ByteArrayOutputStream();
    var screen = System.out;
    var context = Thread.currentThread().getContextClassLoader();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      ((Program.Loaded.Ready) loaded).program().run(List.of(place));
    } finally {
      System.setOut(screen);
      Thread.currentThread().setContextClassLoader(context);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual-threads", "threads:1", "processes:2"})
  void collatz(String place) throws Throwable {
    assertThat(output("Collatz.java", place)).isEqualTo("837,799 takes 524 steps\n");
  }

  @Test
  void theReadmeShowsTheProgramAsItIs() throws Exception {
    var program = Files.readString(PROGRAMS.resolve("Collatz.java"));
    var shown = program.substring(program.indexOf('\n') + 1);
    assertThat(Files.readString(PROGRAMS.resolve("../../README.md"))).contains(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Racing.java", "Relay.java"})
  void aProgramForTheJdksExecutorsDoesTheSameOnOurs(String file) throws Throwable {
    var jdk = output(OF_JDK, file, "jdk-threads");
    assertThat(jdk).isNotBlank();
    assertThat(output(OF_JDK, file, "jdk-virtual-threads")).isEqualTo(jdk);
    assertThat(output(OF_JDK, file, "threads:4")).isEqualTo(jdk);
    assertThat(output(OF_JDK, file, "virtual-threads")).isEqualTo(jdk);
    assertThat(output(OF_JDK, file, "virtual-threads:4")).isEqualTo(jdk);
  }

  @Test
  void aThousandTasksThatWaitForEachOtherAllBeginOnVirtualThreads() throws Throwable {
    var jdk = output(OF_JDK, "Thousand.java", "jdk-virtual-threads");
    assertThat(jdk).contains("all begun: true, sum: 499500").contains("terminated: true");
    assertThat(output(OF_JDK, "Thousand.java", "virtual-threads")).isEqualTo(jdk);
  }

  @Test
  void aProgramForAnyExecutorDoesTheSameOnEach() throws Throwable {
    var jdk = output("Errands.java", "jdk-threads");
    assertThat(jdk).contains("primes below 100,000: 9592").endsWith("terminated: true\n");
    assertThat(output("Errands.java", "jdk-virtual-threads")).isEqualTo(jdk);
    assertThat(output("Errands.java", "threads:4")).isEqualTo(jdk);
    assertThat(output("Errands.java", "virtual-threads")).isEqualTo(jdk);
    assertThat(output("Errands.java", "virtual-threads:4")).isEqualTo(jdk);
  }
}
