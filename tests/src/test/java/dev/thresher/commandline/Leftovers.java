package dev.thresher.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.attack.ListeningPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What marked processes leave behind: processes, the ports they listen on, files in the places that
 * all users share. Others use these places at the same time, so a new file counts if a marked
 * process had it open when it was looked at, or if its name has the engine's name or a pid of such
 * a process. Needs Linux.
 */
final class Leftovers {
  private static final List<Path> SHARED =
      List.of(Path.of("/tmp"), Path.of("/dev/shm"), Path.of("/var/tmp"));

  private final String mark;
  private final Path own;
  private final Set<Path> before;
  private final Set<Long> pids = new TreeSet<>();
  private final Set<Path> opened = new TreeSet<>();

  private Leftovers(String mark, Path own) {
    this.mark = mark;
    this.own = own;
    this.before = shared();
  }

  /**
   * @param mark an environment variable with its value
   * @param own directory of the test, which may keep what it likes
   */
  static Leftovers watch(String mark, Path own) {
    return new Leftovers(mark, own);
  }

  /** Takes note of which marked processes there are, and what they have open. */
  void sample() {
    for (long pid : processes()) {
      pids.add(pid);
      opened.addAll(openFiles(pid));
    }
  }

  /** The marked processes that run; a zombie does not. */
  Set<Long> processes() {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(this::isMarked)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean isMarked(long pid) {
    try {
      var environment = Files.readAllBytes(process(pid).resolve("environ"));
      return new String(environment, StandardCharsets.UTF_8).contains(mark);
    } catch (IOException goneOrForeign) {
      return false;
    }
  }

  private static Path process(long pid) {
    return Path.of("/proc", Long.toString(pid));
  }

  private static Set<Path> openFiles(long pid) {
    var files = new TreeSet<Path>();
    try (var descriptors = Files.newDirectoryStream(process(pid).resolve("fd"))) {
      for (var descriptor : descriptors) {
        files.add(Path.of(Files.readSymbolicLink(descriptor).toString().replace(" (deleted)", "")));
      }
    } catch (IOException gone) {
      // what was found so far is as good as any other moment's
    }
    return files;
  }

  void assertNone() {
    var left = new ArrayList<String>();
    for (long pid : processes()) {
      left.add("process " + pid + " " + command(pid) + " listening on " + ports(pid));
    }
    var files = shared();
    files.removeAll(before);
    files.stream().filter(this::isOurs).forEach(file -> left.add("file " + file));
    assertThat(left).as("left behind").isEmpty();
  }

  private boolean isOurs(Path file) {
    var name = file.getFileName().toString();
    return !own.startsWith(file)
        && !name.contains("faketime_") // of the tool that a test lends the run a clock with
        && (name.contains("thresher")
            || pids.stream().anyMatch(pid -> name.matches(".*\\b" + pid + "\\b.*"))
            || opened.stream().anyMatch(open -> open.startsWith(file)));
  }

  private static String command(long pid) {
    return ProcessHandle.of(pid).flatMap(handle -> handle.info().commandLine()).orElse("");
  }

  private static Set<Integer> ports(long pid) {
    try {
      return ListeningPorts.of(pid);
    } catch (IOException gone) {
      return Set.of();
    }
  }

  // A file of ours can also lie in a directory that was there before, such as hsperfdata_<user>.
  private static Set<Path> shared() {
    var all = new TreeSet<Path>();
    for (var place : SHARED) {
      try (var entries = Files.newDirectoryStream(place)) {
        for (var entry : entries) {
          all.add(entry);
          if (entry.getFileName().toString().startsWith("hsperfdata_")) {
            all.addAll(entriesOf(entry));
          }
        }
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
    return all;
  }

  private static List<Path> entriesOf(Path directory) {
    try (var entries = Files.list(directory)) {
      return entries.toList();
    } catch (IOException foreign) {
      return List.of();
    }
  }
}
