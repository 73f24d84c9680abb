package dev.thresher.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A network of its own on this machine: a namespace for each host, with a cable to a bridge in one
 * more. Nothing of it can be reached from outside, and nothing in it reaches anything else.
 */
final class LabNetwork implements AutoCloseable {
  /** Of no host: frames to it are seen by everybody and taken by nobody. */
  private static final String NOBODY = "02:00:00:00:00:99";

  private final String prefix = "lab" + ProcessHandle.current().pid();
  private final String hub = prefix + "-hub";
  private final Thread ifKilled = new Thread(this::removeAll);

  LabNetwork() throws IOException, InterruptedException {
    Runtime.getRuntime().addShutdownHook(ifKilled);
    run("ip", "netns", "add", hub);
    run("ip", "-n", hub, "link", "add", "br0", "type", "bridge");
    run("ip", "-n", hub, "link", "set", "br0", "up");
    for (var host : LabHost.values()) {
      add(host);
    }
    heal();
  }

  /** Why there can be no such network here, in words; empty if there can. */
  static Optional<String> obstacle() throws InterruptedException {
    var probe = "lab" + ProcessHandle.current().pid() + "-probe";
    try {
      run("ip", "netns", "add", probe);
      run("ip", "netns", "del", probe);
      return Optional.empty();
    } catch (IOException | AssertionError refused) {
      return Optional.of("here is no right to make network namespaces, or no program ip");
    }
  }

  /** Whether the kernel and the programs of this machine can lose packets and slow lines down. */
  static boolean canLosePackets() throws InterruptedException {
    try {
      run("iptables", "--version");
      run("tc", "-V");
      return true;
    } catch (IOException | AssertionError missing) {
      return false;
    }
  }

  private void add(LabHost host) throws IOException, InterruptedException {
    var name = namespace(host);
    run("ip", "netns", "add", name);
    in(host, "link", "set", "lo", "up");
    run(
        "ip",
        "link",
        "add",
        "eth0",
        "netns",
        name,
        "type",
        "veth",
        "peer",
        port(host),
        "netns",
        hub);
    hub("link", "set", port(host), "master", "br0", "up");
    in(host, "addr", "add", host.address() + "/24", "dev", "eth0");
    in(host, "addr", "add", host.behindProxy() + "/32", "dev", "lo");
    in(host, "link", "set", "eth0", "up");
  }

  String namespace(LabHost host) {
    return prefix + "-" + host.word();
  }

  /** What starts a program on that host. */
  List<String> on(LabHost host) {
    return List.of("ip", "netns", "exec", namespace(host));
  }

  private static String port(LabHost host) {
    return "to-" + host.word();
  }

  /** Nothing passes to or from it, and nobody is told. */
  void cut(LabHost host) throws IOException, InterruptedException {
    hub("link", "set", port(host), "nomaster");
  }

  void mend(LabHost host) throws IOException, InterruptedException {
    hub("link", "set", port(host), "master", "br0");
  }

  /** The cable is out: the host itself knows. */
  void pull(LabHost host) throws IOException, InterruptedException {
    hub("link", "set", port(host), "down");
  }

  /** It hears the others, who do not hear it. */
  void mute(LabHost host) throws IOException, InterruptedException {
    for (var other : othersOf(host)) {
      misdirect(host, other);
    }
  }

  /** The others hear it, and it hears nobody. */
  void deafen(LabHost host) throws IOException, InterruptedException {
    for (var other : othersOf(host)) {
      misdirect(other, host);
    }
  }

  private void misdirect(LabHost from, LabHost to) throws IOException, InterruptedException {
    in(from, "neigh", "replace", to.address(), "lladdr", NOBODY, "dev", "eth0", "nud", "permanent");
  }

  /** Of what it says and hears so much is lost. */
  void lose(LabHost host, double part) throws IOException, InterruptedException {
    dropIn(host, part, List.of());
    for (var other : othersOf(host)) {
      dropIn(other, part, List.of("-s", host.address()));
    }
  }

  private void dropIn(LabHost host, double part, List<String> from)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(on(host));
    command.addAll(List.of("iptables", "-A", "INPUT", "-i", "eth0"));
    command.addAll(from);
    command.addAll(List.of("-m", "statistic", "--mode", "random"));
    command.addAll(List.of("--probability", Double.toString(part), "-j", "DROP"));
    run(command.toArray(String[]::new));
  }

  /** What it says and hears has to go through a line that is so thin, such as {@code 64kbit}. */
  void thin(LabHost host, String rate) throws IOException, InterruptedException {
    thin(namespace(host), "eth0", rate);
    thin(hub, port(host), rate);
  }

  private static void thin(String namespace, String device, String rate)
      throws IOException, InterruptedException {
    run(
        Stream.of(
                List.of("ip", "netns", "exec", namespace, "tc", "qdisc", "replace", "dev", device),
                List.of("root", "tbf", "rate", rate, "burst", "1600", "latency", "2000ms"))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  /** All cables and lines are as they were at first. */
  void heal() throws IOException, InterruptedException {
    for (var host : LabHost.values()) {
      hub("link", "set", port(host), "master", "br0", "up");
      in(host, "neigh", "flush", "dev", "eth0", "nud", "permanent");
      if (canLosePackets()) {
        quietly("ip", "netns", "exec", namespace(host), "iptables", "-F", "INPUT");
        quietly(
            "ip", "netns", "exec", namespace(host), "tc", "qdisc", "del", "dev", "eth0", "root");
        quietly("ip", "netns", "exec", hub, "tc", "qdisc", "del", "dev", port(host), "root");
      }
    }
  }

  private static List<LabHost> othersOf(LabHost host) {
    return Arrays.stream(LabHost.values()).filter(other -> other != host).toList();
  }

  private void in(LabHost host, String... words) throws IOException, InterruptedException {
    ip(namespace(host), words);
  }

  private void hub(String... words) throws IOException, InterruptedException {
    ip(hub, words);
  }

  private static void ip(String namespace, String... words)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("ip", "-n", namespace));
    command.addAll(List.of(words));
    run(command.toArray(String[]::new));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", String.join(" ", command), said).isZero();
  }

  // What was not there need not be taken away.
  private static void quietly(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    process.waitFor();
  }

  private void removeAll() {
    try {
      for (var host : LabHost.values()) {
        remove(namespace(host));
      }
      remove(hub);
    } catch (IOException impossible) {
      throw new IllegalStateException("namespaces stay: " + prefix, impossible);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  // Whoever is in it was started here. This JVM lives elsewhere, whatever some of its threads do.
  private static void remove(String namespace) throws IOException, InterruptedException {
    var asked = new ProcessBuilder("ip", "netns", "pids", namespace).start();
    var pids = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    long self = ProcessHandle.current().pid();
    pids.lines()
        .map(pid -> Long.parseLong(pid.strip()))
        .filter(pid -> pid != self)
        .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    asked.waitFor();
    quietly("ip", "netns", "del", namespace);
  }

  @Override
  public void close() {
    removeAll();
    Runtime.getRuntime().removeShutdownHook(ifKilled);
  }
}
