package dev.thresher.cli;

import dev.thresher.remote.HostsFile;
import dev.thresher.remote.RemoteHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The hosts on which a cluster is to have workers. */
final class HostsOption {
  @Option(
      names = "--hosts",
      paramLabel = "FILE",
      description = {
        "Hosts on which workers are started over your own ssh, one a line:",
        "  [user@]host [slots=N] [name=NAME] [label KEY=VALUE] [thresher=PATH] [listen=HOST[:PORT]]"
            + " [identity=FILE]",
      })
  private @Nullable Path file;

  boolean isGiven() {
    return file != null;
  }

  /** The file as it was given, for messages. */
  String file() {
    return String.valueOf(file);
  }

  /**
   * @throws Refusal if the file cannot be read, or a line of it is wrong
   */
  List<RemoteHost> read(Surroundings surroundings) {
    if (file == null) {
      return List.of();
    }
    var path = surroundings.directory().resolve(file);
    try {
      var parent = path.toAbsolutePath().getParent();
      var reading =
          HostsFile.parse(
              Files.readString(path), parent == null ? surroundings.directory() : parent);
      if (!reading.mistakes().isEmpty()) {
        throw Refusal.of(reading.mistakes().stream().map(this::complaint).toList());
      }
      return reading.hosts();
    } catch (NoSuchFileException missing) {
      throw Refusal.of("there is no file " + file + " of hosts");
    } catch (IOException unreadable) {
      throw Refusal.of("the hosts in " + file + " cannot be read: " + unreadable.getMessage());
    }
  }

  private Complaint complaint(HostsFile.Mistake mistake) {
    return new Complaint(
        Optional.of(file()),
        mistake.line() > 0 ? OptionalInt.of(mistake.line()) : OptionalInt.empty(),
        Optional.empty(),
        mistake.message(),
        Optional.empty());
  }
}
