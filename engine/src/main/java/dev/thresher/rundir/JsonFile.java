package dev.thresher.rundir;

import dev.thresher.data.JsonReader;
import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** JSON files of a run directory: replaced as a whole, so that readers never see half of one. */
public final class JsonFile {
  private JsonFile() {}

  /** Replaces the file. One writer at a time for each file. */
  public static void write(Path file, Value value) throws IOException {
    var text = JsonText.indented(value) + "\n";
    var next = file.resolveSibling("." + file.getFileName() + ".next");
    try {
      Files.write(next, text.getBytes(StandardCharsets.UTF_8));
    } catch (FileSystemException named) {
      throw named;
    } catch (IOException full) {
      // "No space left on device" does not say on which one.
      throw new FileSystemException(file.toString(), null, full.getMessage());
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * @throws IOException if the file is missing, is no JSON, or holds something else than one object
   */
  public static Fields read(Path file) throws IOException {
    try {
      return JsonReader.object(Files.readAllBytes(file));
    } catch (IOException malformed) {
      throw new IOException(file + ": " + malformed.getMessage(), malformed);
    }
  }
}
