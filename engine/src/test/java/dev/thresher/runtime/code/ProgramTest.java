package dev.thresher.runtime.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.runtime.code.Program.Loaded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs in one source file. */
class ProgramTest {
  private static final String SAID = "thresher.test.said";

  @TempDir Path directory;
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void putBack() {
    Thread.currentThread().setContextClassLoader(before);
    System.clearProperty(SAID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public class P { public static void main(String[] a) { %s } }",
        "class P { static void main(String... a) { %s } }",
        "class P { void main(String[] a) { %s } }",
        "void main(String[] a) { %s }",
        "class Other {} class P { static void main(String[] a) { %s } }",
      })
  void mainMayHaveEveryFormThatJavaTakes(String form) throws Throwable {
    load(form.formatted("System.setProperty(\"" + SAID + "\", String.join(\"+\", a));"))
        .run(List.of("x", "--y"));
    assertThat(System.getProperty(SAID)).isEqualTo("x+--y");
  }

  @Test
  void mainWithoutArgumentsIsTakenIfThereIsNoOther() throws Throwable {
    load("void main() { System.setProperty(\"" + SAID + "\", \"none\"); }").run(List.of("x"));
    assertThat(System.getProperty(SAID)).isEqualTo("none");
  }

  @Test
  void theProgramSeesTheEngineAndItsOwnClassesThroughItsThread() throws Throwable {
    load("""
    import dev.thresher.api.TaskOptions;
    class P {
      static void main(String[] a) throws Exception {
        var own = Thread.currentThread().getContextClassLoader().loadClass("P");
        System.setProperty("%s", own == P.class ? "" + TaskOptions.DEFAULT.priority() : "?");
      }
    }
    """
            .formatted(SAID))
        .run(List.of());
    assertThat(System.getProperty(SAID)).isEqualTo("0");
  }

  @Test
  void whatMainThrowsComesOutAsItIs() throws Exception {
    var program = load("void main() { throw new IllegalStateException(\"on purpose\"); }");
    assertThatThrownBy(() -> program.run(List.of()))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("on purpose")
        .satisfies(thrown -> {
          assertThat(thrown.getStackTrace()).hasSize(1);
          assertThat(thrown.getStackTrace()[0]).hasToString("P.main(P.java:1)");
        });
  }

  @Test
  void mistakesOfTheSourceHaveTheirLine() throws Exception {
    assertThat(refusal("void main() {\n  int x = \"text\";\n}\n"))
        .contains("P.java:2")
        .contains("incompatible types");
  }

  @Test
  void aClassWithoutMainIsRefused() throws Exception {
    assertThat(refusal("class P { void other() {} }")).contains("P.java", "no main method");
  }

  private Program load(String source) throws Exception {
    return switch (loaded(source)) {
      case Loaded.Ready(Program program) -> program;
      case Loaded.Refused(var complaints) -> throw new AssertionError(complaints.toString());
    };
  }

  private String refusal(String source) throws Exception {
    return switch (loaded(source)) {
      case Loaded.Ready _ -> throw new AssertionError("it was not refused");
      case Loaded.Refused(var complaints) -> complaints.toString();
    };
  }

  private Loaded loaded(String source) throws Exception {
    Files.writeString(directory.resolve("P.java"), source);
    return Program.load(Path.of("P.java"), directory);
  }
}
