package dev.thresher.trials;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.thresher.compare.Strike;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Fills heaps of JVMs that have the engine on their class path, from outside. */
final class FullHeaps {
  /** Enough for most; with a heap as large as a machine's memory it would take minutes. */
  private static final long LEAST_MEBIBYTES = 512;

  private static final List<String> LIMITS =
      List.of("-Xmx", "-XX:MaxHeapSize", "-XX:MaxRAM", "-XX:Flags", "@");

  private final Path directory;
  private final List<Long> asked = new ArrayList<>();

  /**
   * @param directory for what the JVMs are told and tell
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
    boolean isLimited = variables.anyMatch(flags -> LIMITS.stream().anyMatch(flags::contains));
    long enough = Math.max(LEAST_MEBIBYTES, (long) peakBytes >> 20);
    return isLimited ? List.of(quiet) : List.of(quiet, "-Xmx" + enough + "m");
  }

  /** Returns when its heap begins to fill. */
  Optional<Strike> fill(ProcessHandle victim) throws IOException {
    var told = directory.resolve("heap");
    asked.add(victim.pid());
    try {
      var machine = VirtualMachine.attach(Long.toString(victim.pid()));
      machine.loadAgent(agent().toString(), told.toString());
      machine.detach();
    } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException no) {
      throw new IOException("process " + victim.pid() + " lets nobody fill its heap: " + no, no);
    } catch (IOException gone) {
      if (victim.isAlive() && !Files.exists(told)) {
        throw gone;
      }
    }
    return Files.exists(told)
        ? Optional.of(new Strike.HeapFilled(Long.parseLong(Files.readString(told))))
        : Optional.empty();
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

  /** Deletes what JVMs that were ended by force have left of being asked, once they have ended. */
  void tidyUp() throws IOException {
    for (long pid : asked) {
      for (var place : List.of("/tmp", System.getProperty("java.io.tmpdir"))) {
        Files.deleteIfExists(Path.of(place, ".java_pid" + pid));
      }
    }
    asked.clear();
  }
}
