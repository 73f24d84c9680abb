package dev.thresher.cli;

import dev.thresher.launch.AotCaches;
import dev.thresher.launch.HeapPlan;
import dev.thresher.launch.Installation;
import dev.thresher.launch.OpenFiles;
import dev.thresher.report.Quantities;
import dev.thresher.rundir.StateDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tries what a run needs of this machine. Leaves nothing behind. */
final class Doctor {
  private static final int OLDEST_JDK = 25;
  private static final int PATIENCE_SECONDS = 10;

  private final StateDirectory state;
  private final Installation installation;

  Doctor(StateDirectory state, Installation installation) {
    this.state = state;
    this.installation = installation;
  }

  List<Check> examine() {
    return List.of(
        jdk(Runtime.version().feature()),
        cores(Runtime.getRuntime().availableProcessors()),
        memory(HeapPlan.Machine.current()),
        openFiles(OpenFiles.current(), Runtime.getRuntime().availableProcessors()),
        loopback(),
        writable("temporary files", Path.of(System.getProperty("java.io.tmpdir"))),
        writable("state directory", state.root()),
        startUpCache(),
        killing(),
        processTrees());
  }

  static Check jdk(int version) {
    return version >= OLDEST_JDK
        ? Check.ok("JDK", Runtime.version().toString())
        : Check.fail("JDK", "version " + version, "install a JDK " + OLDEST_JDK + " or newer");
  }

  static Check cores(int count) {
    var found = Quantities.count(count, "core");
    return count > 1
        ? Check.ok("cores", found)
        : Check.warn("cores", found, "computations cannot run at the same time here");
  }

  static Check memory(HeapPlan.Machine machine) {
    return switch (HeapPlan.of(machine.cores(), 0, machine)) {
      case HeapPlan.Fits(int _, String arithmetic) -> Check.ok("memory", arithmetic);
      case HeapPlan.Refused(String reason) ->
          Check.warn("memory", reason, "or use --backend threads");
    };
  }

  static Check openFiles(OpenFiles limit, int workers) {
    var name = "open files";
    var found = limit.most() == Long.MAX_VALUE ? "no limit" : "up to " + limit.most();
    return limit
        .refusal(workers)
        .map(reason -> Check.fail(name, reason, "or ask for fewer workers"))
        .orElse(Check.ok(name, found));
  }

  private static Check loopback() {
    var name = "loopback";
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var client = new Socket()) {
      client.connect(
          new InetSocketAddress(server.getInetAddress(), server.getLocalPort()),
          PATIENCE_SECONDS * 1000);
      return Check.ok(name, server.getInetAddress().getHostAddress() + " accepts connections");
    } catch (IOException refused) {
      return Check.fail(
          name, refused.toString(), "bring the interface lo up; worker processes need it");
    }
  }

  /** Tries it in the directory, or in the nearest one above that exists. */
  static Check writable(String name, Path directory) {
    var existing = nearestExisting(directory);
    try {
      Files.delete(Files.createTempFile(existing, ".thresher-doctor", ""));
      var missing = existing.equals(directory) ? "" : " (does not exist yet)";
      return Check.ok(name, directory + missing + ", can be written to");
    } catch (IOException | IllegalArgumentException refused) {
      return Check.fail(
          name,
          existing + " cannot be written to",
          "free space or change its owner, or name another place (TMPDIR, XDG_STATE_HOME)");
    }
  }

  private static Path nearestExisting(Path directory) {
    @Nullable Path existing = directory;
    while (existing != null && !Files.isDirectory(existing)) {
      existing = existing.getParent();
    }
    return existing == null ? directory : existing;
  }

  private Check startUpCache() {
    var name = "start-up cache";
    var flags = installation.caches().flags("coordinator");
    if (!(installation.caches() instanceof AotCaches.Use) || flags.isEmpty()) {
      return Check.warn(
          name,
          "none",
          "starts take longer; the launcher makes one in the background at the next run");
    }
    var command = new ArrayList<String>();
    command.add(installation.java().toString());
    command.addAll(installation.jvmFlags());
    command.addAll(List.of("-XX:AOTMode=on"));
    command.addAll(flags);
    command.addAll(List.of("-cp", installation.classPath(), "-version"));
    return answersWithin(command)
        ? Check.ok(name, "used by this JDK")
        : Check.warn(name, "does not fit this JDK or these jars", "thresher clean, and run again");
  }

  private static boolean answersWithin(List<String> command) {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException unstartable) {
      return false;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Check killing() {
    var name = "ending processes";
    try {
      var child = new ProcessBuilder("sleep", "60").start();
      child.destroyForcibly();
      child.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return Check.ok(name, "a child can be started, killed, and is seen to end");
    } catch (IOException unstartable) {
      return Check.fail(name, unstartable.toString(), "raise the limit of processes (ulimit -u)");
    } catch (TimeoutException | ExecutionException unseen) {
      return Check.fail(
          name, "a killed child is not seen to end", "worker processes cannot be used here");
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Check.warn(name, "interrupted", "");
    }
  }

  // Version 2 names the one group of a process in the line that begins with 0::.
  private static Check processTrees() {
    var name = "process trees";
    try {
      for (var line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
        var group = Path.of("/sys/fs/cgroup" + line.substring(line.lastIndexOf(':') + 1));
        if (line.startsWith("0::") && Files.isWritable(group.resolve("cgroup.procs"))) {
          return Check.ok(name, "a cgroup of its own can end everything a command has started");
        }
      }
    } catch (IOException noControlGroups) {
      // another system than Linux
    }
    return Check.ok(
        name, "ended by process group; what a command moves to another group outlives it");
  }
}
