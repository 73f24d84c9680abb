package dev.thresher.standing;

import dev.thresher.host.HostName;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.rundir.JsonFile;
import dev.thresher.share.NodeAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;

/**
 * The directory of a coordinator, below the state directory of its user. There is one for each host
 * and address, as a state directory may be shared by several hosts.
 */
public record CoordinatorHome(Path directory) {
  private static final String HOMES = "coordinators";

  /** Of the coordinator that listens there on this host. */
  public static CoordinatorHome of(Path state, NodeAddress listen) {
    return new CoordinatorHome(
        state
            .resolve(HOMES)
            .resolve(HostName.ofThisHost() + "-" + listen.host() + "-" + listen.port()));
  }

  public Path token() {
    return directory.resolve("token");
  }

  /** One directory for each of its detached runs. */
  public Path jobs() {
    return directory.resolve("jobs");
  }

  private Path file() {
    return directory.resolve("http.json");
  }

  /**
   * Whom to ask.
   *
   * @param host on which it runs
   */
  public record Reachable(
      CoordinatorHome home,
      NodeAddress http,
      NodeAddress listen,
      String host,
      ProcessMark process) {
    public Path token() {
      return home.token();
    }
  }

  /** Makes the directory, for its owner alone. */
  public void make() throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** Says where this process listens. */
  public void announce(NodeAddress http, NodeAddress listen) throws IOException {
    JsonFile.write(
        file(),
        Fields.of("http", address(http))
            .with("listen", address(listen))
            .with("host", Value.of(HostName.ofThisHost()))
            .with("process", ProcessMark.ofThisProcess().toFields()));
  }

  /** The coordinator has ended in good order. */
  public void withdraw() throws IOException {
    Files.deleteIfExists(file());
    Files.deleteIfExists(token());
  }

  private static Fields address(NodeAddress address) {
    return Fields.of("host", Value.of(address.host())).with("port", Value.of(address.port()));
  }

  private static NodeAddress address(Fields fields) {
    return new NodeAddress(fields.text("host"), Math.toIntExact(fields.whole("port")));
  }

  /** Those that have said where they listen, the dead ones too. */
  public static List<Reachable> announced(Path state) throws IOException {
    var homes = state.resolve(HOMES);
    if (!Files.isDirectory(homes)) {
      return List.of();
    }
    var found = new ArrayList<Reachable>();
    try (var directories = Files.newDirectoryStream(homes)) {
      for (var directory : directories) {
        var home = new CoordinatorHome(directory);
        if (Files.exists(home.file())) {
          found.add(home.read());
        }
      }
    }
    return found;
  }

  private Reachable read() throws IOException {
    try {
      var fields = JsonFile.read(file());
      return new Reachable(
          this,
          address(fields.get("http").asFields()),
          address(fields.get("listen").asFields()),
          fields.text("host"),
          ProcessMark.from(fields.get("process").asFields()));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException damaged) {
      throw new IOException(file() + " is damaged: " + damaged.getMessage(), damaged);
    }
  }
}
