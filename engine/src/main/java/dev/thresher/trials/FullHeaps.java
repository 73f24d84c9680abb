package dev.thresher.trials;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.thresher.compare.Strike;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Fills the heap of a JVM that has the engine on its class path, from outside. */
final class FullHeaps {
  /** Enough for most; with a heap as large as a machine's memory it would take minutes. */
  private static final long LEAST_MEBIBYTES = 512;

  private static final List<String> LIMITS =
      List.of("-Xmx", "-XX:MaxHeapSize", "-XX:MaxRAM", "-XX:Flags", "@");

  private final Path directory;
  private long asked;
  private Optional<String> obstacle = Optional.empty();

  /**
   * @param directory for what the JVM is told and tells
   */
  FullHeaps(Path directory) {
    this.directory = directory;
  }

  /**
   * Flags of a JVM that may be struck: what limits its heap, unless the user has by variables that
   * every JVM reads, and what keeps it silent about being struck.
   *
   * @param peakBytes the most memory that such a run has had
   */
  static List<String> flags(double peakBytes, Stream<String> variables) {
    var quiet = "-XX:+EnableDynamicAgentLoading";
    boolean isLimited =
        variables
            .flatMap(flags -> Stream.of(flags.strip().split("\\s+")))
            .anyMatch(flag -> LIMITS.stream().anyMatch(flag::startsWith));
    long enough = Math.max(LEAST_MEBIBYTES, (long) peakBytes >> 20);
    return isLimited ? List.of(quiet) : List.of(quiet, "-Xmx" + enough + "m");
  }

  /** Returns when its heap begins to fill; empty if that was not to be, see {@link #obstacle}. */
  Optional<Strike> fill(ProcessHandle victim) throws IOException {
    var told = directory.resolve("heap");
    asked = victim.pid();
    try {
      var machine = VirtualMachine.attach(Long.toString(victim.pid()));
      machine.loadAgent(agent().toString(), told.toString());
      machine.detach();
    } catch (IOException
        | AttachNotSupportedException
        | AgentLoadException
        | AgentInitializationException refused) {
      // A JVM whose heap is full may not be able to answer, and one that ends closes the line.
      obstacle = Optional.of("the JVM ended meanwhile, or let nobody in: " + refused.getMessage());
    }
    var size = Files.exists(told) ? Files.readString(told) : "";
    return size.isEmpty()
        ? Optional.empty()
        : Optional.of(new Strike.HeapFilled(Long.parseLong(size)));
  }

  /** Why the heap was not filled, if it should have been. */
  Optional<String> obstacle() {
    return obstacle;
  }

  // The class itself is found on the class path of the JVM.
  private Path agent() throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", HeapFiller.class.getName());
    var jar = directory.resolve("agent.jar");
    try (var _ = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      return jar;
    }
  }

  /** Deletes what a JVM that was ended by force has left of being asked, once it has ended. */
  void tidyUp() throws IOException {
    for (var place : List.of("/tmp", System.getProperty("java.io.tmpdir"))) {
      Files.deleteIfExists(Path.of(place, ".java_pid" + asked));
    }
  }
}
