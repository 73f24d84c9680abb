package dev.thresher.api;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The worker processes of a standing cluster, on whichever of its hosts: see {@code
 * docs/cluster.md}.
 *
 * @param coordinator where the cluster's coordinator listens, {@code HOST:PORT}
 * @param identity the file that says who belongs to the cluster; without it the one of this user's
 *     clusters on this machine
 * @param workers most processes; without it as many as its hosts can have when it is opened
 * @param labels that a host must have
 * @param priority among those who use the cluster; a higher one comes first
 */
public record ClusterPlace(
    String coordinator,
    Optional<Path> identity,
    OptionalInt workers,
    Map<String, String> labels,
    int priority) {
  private static final Pattern ADDRESS =
      Pattern.compile("(?<host>[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?):(?<port>[0-9]{1,5})");
  private static final int HIGHEST_PORT = 65_535;

  /**
   * @throws IllegalArgumentException if {@code coordinator} is no {@code HOST:PORT}, or {@code
   *     workers < 1}
   */
  public ClusterPlace {
    var parts = ADDRESS.matcher(coordinator);
    if (!parts.matches() || !isPort(Integer.parseInt(parts.group("port")))) {
      throw new IllegalArgumentException(
          "'" + coordinator + "' is no address of a cluster's coordinator; write HOST:PORT");
    }
    if (workers.isPresent() && workers.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "workers of a cluster must be >= 1, but are " + workers.getAsInt());
    }
    labels = Map.copyOf(labels);
  }

  private static boolean isPort(int number) {
    return number >= 1 && number <= HIGHEST_PORT;
  }

  /** Of {@link #coordinator}. */
  public String host() {
    return coordinator.substring(0, coordinator.lastIndexOf(':'));
  }

  /** Of {@link #coordinator}. */
  public int port() {
    return Integer.parseInt(coordinator.substring(coordinator.lastIndexOf(':') + 1));
  }

  /** All of that cluster. */
  public static ClusterPlace at(String coordinator) {
    return new ClusterPlace(coordinator, Optional.empty(), OptionalInt.empty(), Map.of(), 0);
  }

  public ClusterPlace identity(Path file) {
    return new ClusterPlace(coordinator, Optional.of(file), workers, labels, priority);
  }

  public ClusterPlace workers(int most) {
    return new ClusterPlace(coordinator, identity, OptionalInt.of(most), labels, priority);
  }

  /** A host must have this one too. */
  public ClusterPlace label(String name, String value) {
    var all = new LinkedHashMap<>(labels);
    all.put(Objects.requireNonNull(name), Objects.requireNonNull(value));
    return new ClusterPlace(coordinator, identity, workers, all, priority);
  }

  public ClusterPlace priority(int number) {
    return new ClusterPlace(coordinator, identity, workers, labels, number);
  }
}
