package dev.thresher.runtime.durable;

import dev.thresher.execute.StartFile;
import dev.thresher.journal.Resumption.EarlierStarts;
import dev.thresher.model.Incarnation;
import dev.thresher.protocol.Starts;
import dev.thresher.rundir.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What the workers of an earlier coordinator have noted before they started tasks that may start
 * once only. They do not force their notes to disk, so after a crash of the host nothing is said.
 */
final class StartFiles implements EarlierStarts {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final RunDirectory directory;
  private final boolean areWhole;
  private final Map<Incarnation, Starts> read = new HashMap<>();

  StartFiles(RunDirectory directory) {
    this.directory = directory;
    this.areWhole = Files.exists(BOOT_ID) && text(directory.startedSince()).equals(text(BOOT_ID));
  }

  /** Makes room for the notes of new workers, to be believed as long as this host stays up. */
  static void begin(RunDirectory directory) throws IOException {
    directory.clearStarted();
    Files.writeString(directory.startedSince(), text(BOOT_ID));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unknown) {
      return "";
    }
  }

  @Override
  public boolean mayHaveStarted(Incarnation worker, int stage, long index) {
    return !areWhole
        || read.computeIfAbsent(worker, one -> StartFile.read(directory.started(one)))
            .mayHaveStarted(stage, index);
  }
}
