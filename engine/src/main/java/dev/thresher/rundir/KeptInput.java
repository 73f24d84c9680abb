package dev.thresher.rundir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A stream that can be read only once, kept as a file: under the state directory until there is a
 * run that takes it over. One that nobody takes over goes with this process, and what a killed
 * process has left goes when the next one keeps a stream.
 */
public final class KeptInput {
  private static final String FILE = "standard-input";

  private KeptInput() {}

  /** Reads the stream to its end. */
  public static Path keep(InputStream stream, StateDirectory state) throws IOException {
    OwnerOnly.createWithParents(state.inputs());
    removeLeftovers(state.inputs());
    var own = Files.createTempDirectory(state.inputs(), ProcessHandle.current().pid() + "-");
    OwnerOnly.requireOwn(state.inputs(), own);
    var file = own.resolve(FILE);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(own)));
    Files.copy(stream, file);
    return file;
  }

  public static boolean isKept(Path file, StateDirectory state) {
    return file.startsWith(state.inputs());
  }

  /** Moves the file into the run's directory, where it goes when the run has ended. */
  public static Path adopt(Path file, RunDirectory run) throws IOException {
    var target = run.staging().toAbsolutePath().resolve(FILE);
    Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
    return target;
  }

  private static void removeLeftovers(Path inputs) throws IOException {
    try (var entries = Files.newDirectoryStream(inputs)) {
      for (var entry : entries) {
        if (!isOfLiving(entry)) {
          remove(entry);
        }
      }
    } catch (DirectoryIteratorException broken) {
      throw broken.getCause();
    }
  }

  private static boolean isOfLiving(Path entry) {
    var name = entry.getFileName().toString();
    int end = name.indexOf('-');
    return end <= 0
        || !name.substring(0, end).chars().allMatch(Character::isDigit)
        || ProcessHandle.of(Long.parseLong(name.substring(0, end))).isPresent();
  }

  private static void remove(Path own) {
    try {
      Files.deleteIfExists(own.resolve(FILE));
      Files.deleteIfExists(own);
    } catch (NoSuchFileException gone) {
      // somebody tidied up
    } catch (IOException kept) {
      // A process that ends cannot tell anybody; the next one tries again.
    }
  }
}
