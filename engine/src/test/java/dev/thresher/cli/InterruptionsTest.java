package dev.thresher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.RunEvent.RunEnded;
import dev.thresher.runtime.Engine.RunHandle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptionsTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final List<String> done = new ArrayList<>();
  private final Interruptions interruptions =
      new Interruptions(
          new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8), Terminal.NONE),
          code -> done.add("halt " + code));

  private final RunHandle handle =
      new RunHandle() {
        @Override
        public void drain() {
          done.add("drain");
        }

        @Override
        public void cancel(String reason) {
          done.add("cancel, " + reason);
        }

        @Override
        public RunEnded await() {
          throw new AssertionError();
        }
      };

  @Test
  void drainsThenCancelsThenEnds() {
    interruptions.attach(handle);
    interruptions.interrupt();
    assertThat(done).containsExactly("drain");
    assertThat(shown.toString(StandardCharsets.UTF_8)).contains("Ctrl-C again cancels");
    interruptions.interrupt();
    assertThat(done).containsExactly("drain", "cancel, interrupted");
    interruptions.interrupt();
    assertThat(done).containsExactly("drain", "cancel, interrupted", "halt 130");
    assertThat(interruptions.terminated()).isFalse();
  }

  @Test
  void cancelsAtOnceWhenTerminated() {
    interruptions.attach(handle);
    interruptions.terminate();
    interruptions.terminate();
    assertThat(done).containsExactly("cancel, terminated", "halt 143");
    assertThat(interruptions.terminated()).isTrue();
  }

  @Test
  void cancelsADrainThatIsTerminated() {
    interruptions.attach(handle);
    interruptions.interrupt();
    interruptions.terminate();
    assertThat(done).containsExactly("drain", "cancel, terminated");
  }

  @Test
  void remembersWhatCameBeforeTheRunHadStarted() {
    interruptions.interrupt();
    assertThat(done).isEmpty();
    interruptions.attach(handle);
    assertThat(done).containsExactly("drain");
  }

  @Test
  void cancelsFromTheStartWhatWasTerminatedBefore() {
    interruptions.terminate();
    interruptions.attach(handle);
    assertThat(done).containsExactly("cancel, terminated");
  }
}
