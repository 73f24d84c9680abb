package dev.thresher.standing;

import dev.thresher.host.HostName;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.rundir.JsonFile;
import dev.thresher.share.NodeAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.util.Optional;

/** Workers of this host that were started in the background, for clusters of other hosts. */
public final class JoinedWorkers {
  private final Path directory;

  /** Of this host, below the state directory of this user. */
  public JoinedWorkers(Path state) {
    this.directory = state.resolve("up").resolve(HostName.ofThisHost()).resolve("joined");
  }

  /**
   * One of them.
   *
   * @param name in its cluster
   * @param coordinator of that
   */
  public record Joined(String name, NodeAddress coordinator, ProcessMark process) {
    public boolean lives() {
      return process.living().isPresent();
    }
  }

  /** What the worker of that name prints. */
  public Path log(String name) {
    return directory.resolve(name + ".log");
  }

  private Path file(String name) {
    return directory.resolve(name + ".json");
  }

  /** Makes place for the log of a new one; that of the one before is kept beside it. */
  public Path newLog(String name) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    var log = log(name);
    if (Files.exists(log)) {
      Files.move(
          log, log.resolveSibling(name + ".log.before"), StandardCopyOption.REPLACE_EXISTING);
    }
    return log;
  }

  /** The one of that name that lives, whatever cluster it is of. */
  public Optional<Joined> living(String name) throws IOException {
    if (Files.notExists(file(name))) {
      return Optional.empty();
    }
    try {
      var fields = JsonFile.read(file(name));
      return Optional.of(
              new Joined(
                  name,
                  new NodeAddress(fields.text("host"), Math.toIntExact(fields.whole("port"))),
                  ProcessMark.from(fields.get("process").asFields())))
          .filter(Joined::lives);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException damaged) {
      throw new IOException(file(name) + " is damaged: " + damaged.getMessage(), damaged);
    }
  }

  public void write(Joined joined) throws IOException {
    JsonFile.write(
        file(joined.name()),
        Fields.of("host", Value.of(joined.coordinator().host()))
            .with("port", Value.of(joined.coordinator().port()))
            .with("process", joined.process().toFields()));
  }

  /** It is no more. */
  public void forget(String name) throws IOException {
    Files.deleteIfExists(file(name));
  }
}
