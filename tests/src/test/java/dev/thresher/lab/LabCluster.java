package dev.thresher.lab;

import static org.awaitility.Awaitility.await;

import dev.thresher.commandline.CommandLine;
import dev.thresher.identity.CertificateAuthority;
import dev.thresher.identity.IdentityFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A coordinator and two workers of one slot on hosts of a {@link LabNetwork}, each a process with a
 * certificate of its own. They stay from cell to cell; who has ended is started again.
 */
final class LabCluster implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration VALID = Duration.ofDays(1);

  private final Path directory;
  private final LabNetwork network;
  private final Map<LabHost, FaultProxy> proxies = new EnumMap<>(LabHost.class);
  private final Map<LabHost, CommandLine> nodes = new EnumMap<>(LabHost.class);
  private final Map<LabHost, List<Path>> places = new EnumMap<>(LabHost.class);

  LabCluster(Path directory, LabNetwork network) throws IOException {
    this.directory = directory;
    this.network = network;
    var authority = CertificateAuthority.create(directory.resolve("ca"), "lab", VALID);
    for (var host : LabHost.values()) {
      var own = authority.issue(host.word(), List.of(host.address()), VALID);
      IdentityFile.write(identity(host), own);
      places.put(host, new ArrayList<>());
      if (host != LabHost.DESK) {
        var proxy = FaultProxy.before(host, network.namespace(host), LabHost.PORT);
        proxies.put(host, proxy);
      }
    }
  }

  LabNetwork network() {
    return network;
  }

  FaultProxy before(LabHost host) {
    return proxies.get(host);
  }

  Stream<FaultProxy> proxies() {
    return proxies.values().stream();
  }

  Path identity(LabHost host) {
    return directory.resolve(host.word() + ".pem");
  }

  static String coordinator() {
    return LabHost.BIG.address() + ":" + LabHost.PORT;
  }

  /** The coordinator, or the agent of a host. */
  CommandLine node(LabHost host) {
    return nodes.get(host);
  }

  /** Starts whoever is not there, and waits until all have joined. */
  void ready() throws Exception {
    for (var host : List.of(LabHost.BIG, LabHost.LEFT, LabHost.RIGHT)) {
      var node = nodes.get(host);
      if (node == null || !node.lives(0)) {
        start(host);
      }
    }
    for (var host : List.of(LabHost.LEFT, LabHost.RIGHT)) {
      await("the coordinator welcomes " + host)
          .atMost(LONG)
          .until(() -> said(host).contains("joined"));
    }
  }

  void start(LabHost host) throws IOException {
    var place = Files.createDirectory(directory.resolve(host.word() + places.get(host).size()));
    places.get(host).add(place);
    var listen = host.address() + ":" + LabHost.PORT;
    var arguments =
        host == LabHost.BIG
            ? new ArrayList<>(List.of("coordinator", "--listen", listen))
            : new ArrayList<>(
                List.of("worker", "--join", coordinator(), "--listen", listen, "--slots", "1"));
    if (host != LabHost.BIG) {
      arguments.addAll(List.of("--name", host.word()));
    }
    arguments.addAll(List.of("--bind", host.behindProxy()));
    arguments.addAll(List.of("--identity", identity(host).toString()));
    nodes.put(host, CommandLine.startUnder(network.on(host), place, Map.of(), arguments));
  }

  /** What the present node of that host has said. */
  String said(LabHost host) throws IOException {
    return Files.readString(places.get(host).getLast().resolve("err"));
  }

  /** Whoever was stopped goes on. */
  void continueAll() throws Exception {
    for (var node : nodes.values()) {
      if (node.lives(0)) {
        node.signal("CONT");
      }
    }
  }

  @Override
  public void close() {
    nodes.values().forEach(CommandLine::close);
    proxies
        .values()
        .forEach(proxy -> {
          try {
            proxy.close();
          } catch (IOException closed) {
            // it goes with its namespace
          }
        });
  }
}
