package dev.thresher.data;

import dev.thresher.task.FileRecords.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/** Tells whether a file is still what it was. */
public final class FileStamps {
  private FileStamps() {}

  public static Stamp of(Path file) throws IOException {
    var attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new Stamp(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
  }

  /**
   * @throws IOException if it is another file by now; the message is for the user
   */
  static void check(Path file, Stamp planned) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException(file + " was there when the run was planned and is gone");
    }
    if (!of(file).equals(planned)) {
      throw new IOException(
          file
              + " has changed since the run was planned: start the run anew to use what it holds now");
    }
  }
}
