package dev.thresher.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which JDK the launcher runs on. */
class JdkSearchTest {
  @TempDir Path scratch;
  private Checkout checkout;

  @BeforeEach
  void hideTheMachinesJdks() throws IOException {
    checkout = new Checkout(scratch);
    checkout.environment.remove("THRESHER_JAVA_HOME");
    checkout.environment.put("THRESHER_JDK_ROOTS", scratch.resolve("no such").toString());
    checkout.environment.put("PATH", checkout.toolsWithout("java").toString());
  }

  @Test
  void aMissingJdkIsExplainedInOneSentence() throws IOException {
    Path old = checkout.jdk("roots/old", "17.0.15");
    checkout.environment.put("THRESHER_JDK_ROOTS", scratch.resolve("roots") + ":/nowhere");

    Start start = checkout.start("--version").ended(2);

    assertThat(start.err())
        .hasLineCount(1)
        .contains("needs a JDK 25 or newer", "found " + old + " (version 17)")
        .contains("looked in", "JAVA_HOME", "PATH", scratch.resolve("roots").toString(), "/nowhere")
        .contains("https://adoptium.net");
    assertThat(checkout.builds()).isZero();
  }

  @Test
  void takesJavaHomeIfItIsNewEnough() throws IOException {
    checkout.environment.put("JAVA_HOME", checkout.jdk("my jdk", "26").toString());
    checkout.environment.put("THRESHER_JDK_ROOTS", parentOf(checkout.jdk("roots/jdk-25", "25")));

    checkout.start("--version").ended(0);
  }

  @Test
  void passesOverAnOldJavaHomeAndFindsOneInTheUsualPlaces() throws IOException {
    checkout.environment.put("JAVA_HOME", checkout.jdk("my jdk", "1.8.0_402").toString());
    checkout.jdk("roots/a-17", "17.0.1");
    checkout.environment.put(
        "THRESHER_JDK_ROOTS", "/nowhere:" + parentOf(checkout.jdk("roots/b-25", "25-ea")));

    checkout.start("--version").ended(0);
  }

  @Test
  void followsTheJavaOnThePathToItsJdk() throws IOException {
    Path tools = checkout.toolsWithout("java");
    Files.createSymbolicLink(
        tools.resolve("java"), checkout.jdk("linked", "25.0.1").resolve("bin/java"));

    checkout.start("--version").ended(0);
  }

  @Test
  void aJdkWithoutACompilerIsNotEnoughForACheckout() throws IOException {
    Path runtimeOnly = checkout.jdk("roots/jre", "25");
    Files.delete(runtimeOnly.resolve("bin/javac"));
    checkout.environment.put("THRESHER_JDK_ROOTS", parentOf(runtimeOnly));

    assertThat(checkout.start("--version").ended(2).err())
        .contains("(version 25, without compiler)");
  }

  @Test
  void aChosenJdkThatDoesNotFitIsNotReplacedByAnother() throws IOException {
    checkout.environment.put("THRESHER_JAVA_HOME", checkout.jdk("chosen", "21.0.2").toString());
    checkout.environment.put("THRESHER_JDK_ROOTS", parentOf(checkout.jdk("roots/b-25", "25")));

    assertThat(checkout.start("--version").ended(2).err())
        .contains("THRESHER_JAVA_HOME is " + scratch.resolve("chosen"), "version 21");
  }

  private static String parentOf(Path jdk) {
    return String.valueOf(jdk.getParent());
  }
}
