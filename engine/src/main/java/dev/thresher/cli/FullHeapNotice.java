package dev.thresher.cli;

import dev.thresher.host.FullHeapWatch;
import dev.thresher.model.EngineSettings;
import dev.thresher.model.PrintableText;
import dev.thresher.model.RunEvent;
import dev.thresher.runtime.RunListener;
import dev.thresher.runtime.RunOptions;
import java.nio.file.Path;

/**
 * What is said if the heap of this JVM is full and the run cannot even end: it must be written
 * beforehand.
 */
final class FullHeapNotice implements RunListener, AutoCloseable {
  private final Path file;
  private final RunOptions options;
  private final long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
  private final FullHeapWatch watch;

  FullHeapNotice(Path file, RunOptions options) {
    this.file = file;
    this.options = options;
    this.watch = FullHeapWatch.begin(ExitCodes.INTERNAL, sentence());
  }

  @Override
  public void on(RunEvent event) {
    if (event instanceof RunEvent.RunStarted run) {
      watch.say(sentence() + resuming(run.runDirectory()));
    }
  }

  private String sentence() {
    return "error: the heap of this JVM, %d MiB, was full, and the run has stood still since, so it is ended here; JDK_JAVA_OPTIONS=-Xmx%dm gives it more%s"
        .formatted(mebibytes, 2 * mebibytes, elsewhere());
  }

  private String elsewhere() {
    return switch (options.backend()) {
      case THREADS, VIRTUAL_THREADS ->
          ", and with --backend processes no more is lost than the worker whose heap is full";
      case PROCESSES, CLUSTER -> "";
    };
  }

  private String resuming(Path directory) {
    return options.settings().ledger() == EngineSettings.Ledger.ON
        ? PrintableText.escape(
            "; what is done is kept, and goes on by: thresher run %s --run-dir %s --resume"
                .formatted(file, directory))
        : "";
  }

  @Override
  public void close() {
    watch.close();
  }
}
