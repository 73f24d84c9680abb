package dev.thresher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  private Screen screen(Terminal terminal) {
    return new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8), terminal);
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest(name = "terminal {0}, TERM={1}, NO_COLOR={2}: redraws {3}, colours {4}")
  @CsvSource({
    "true, xterm, '', true, true",
    "true, xterm, 1, true, false",
    "true, dumb, '', false, false",
    "true, '', '', false, false",
    "false, xterm, '', false, false"
  })
  void followsTheEnvironment(
      boolean terminal, String type, String noColour, boolean redraws, boolean colours) {
    assertThat(Terminal.of(terminal, Map.of("TERM", type, "NO_COLOR", noColour)))
        .isEqualTo(new Terminal(redraws, colours));
  }

  @Test
  void writesNoEscapeSequencesWithoutATerminal() {
    var screen = screen(Terminal.NONE);
    screen.draw(List.of("frame"));
    screen.line(screen.terminal().red("error"));
    screen.clearFrame();
    assertThat(shown()).isEqualTo("error\n");
  }

  @Test
  void redrawsInPlaceAndPutsLinesAboveTheFrame() {
    var screen = screen(new Terminal(true, false));
    screen.draw(List.of("one", "two"));
    screen.draw(List.of("three"));
    screen.draw(List.of("three"));
    screen.line("said");
    screen.draw(List.of("four"));
    screen.clearFrame();
    screen.clearFrame();
    assertThat(shown())
        .isEqualTo(
            "\u001b[?7lone\ntwo\n\u001b[?7h"
                + "\r\u001b[2A\u001b[J\u001b[?7lthree\n\u001b[?7h"
                + "\r\u001b[1A\u001b[Jsaid\n"
                + "\u001b[?7lfour\n\u001b[?7h"
                + "\r\u001b[1A\u001b[J");
  }

  @Test
  void readsTheSizeOfTheTerminalAndBelievesNoNonsense() {
    var size = new TerminalSize();
    size.read("50 132");
    assertThat(size.rows()).isEqualTo(50);
    assertThat(size.columns()).isEqualTo(132);
    size.read("0 0");
    size.read("stty: not a terminal");
    size.read("");
    assertThat(size.rows()).isEqualTo(50);
    assertThat(size.columns()).isEqualTo(132);
    size.close();
  }
}
