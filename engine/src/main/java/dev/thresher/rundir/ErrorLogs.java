package dev.thresher.rundir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Stack traces of faults outside any run, one file each, under the state directory. */
public final class ErrorLogs {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private ErrorLogs() {}

  /**
   * @return the file, which is new
   * @throws IOException if there is no place of the user's own to write to
   */
  public static Path write(StateDirectory state, Instant now, String text) throws IOException {
    var directory = state.errors();
    OwnerOnly.createWithParents(directory);
    var name = TIME.format(now) + "-" + ProcessHandle.current().pid() + ".log";
    var file = Files.createFile(directory.resolve(name));
    OwnerOnly.requireOwn(directory, file);
    return Files.writeString(file, text, StandardOpenOption.WRITE);
  }
}
