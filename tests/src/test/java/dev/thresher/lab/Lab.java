package dev.thresher.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One cluster on one network, in which cells are played one after the other. */
final class Lab implements AutoCloseable {
  private final Path directory;
  private final LabNetwork network;
  private final LabCluster cluster;
  private int played;

  private Lab(Path directory, LabNetwork network) throws IOException {
    this.directory = directory;
    this.network = network;
    this.cluster = new LabCluster(directory, network);
  }

  /** Empty, with a notice, where there is no right to have one. */
  static Optional<Lab> open(Path directory) throws Exception {
    var obstacle = LabNetwork.obstacle();
    if (obstacle.isPresent()) {
      System.err.println("cells on a network are skipped: " + obstacle.get());
      return Optional.empty();
    }
    var network = new LabNetwork();
    try {
      return Optional.of(new Lab(directory, network));
    } catch (Exception | AssertionError failed) {
      network.close();
      throw failed;
    }
  }

  LabCluster cluster() {
    return cluster;
  }

  /** A run on the cluster, which is whole before. */
  LabRun run(int tasks, double seconds) throws Exception {
    cluster.ready();
    return new LabRun(place(), cluster, tasks, seconds);
  }

  private Path place() throws IOException {
    return Files.createDirectory(directory.resolve("cell" + played++));
  }

  void play(LabCell cell) throws Exception {
    cell.play(cluster, place());
  }

  @Override
  public void close() {
    cluster.close();
    network.close();
  }
}
