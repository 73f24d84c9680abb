package dev.thresher.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** The TCP ports on which a process listens, as the kernel tells; needs Linux. */
public final class ListeningPorts {
  private static final String LISTEN = "0A";

  private ListeningPorts() {}

  public static Set<Integer> of(long pid) throws IOException {
    var process = Path.of("/proc", Long.toString(pid));
    var sockets = socketsOf(process);
    var ports = new TreeSet<Integer>();
    for (var table : new String[] {"net/tcp", "net/tcp6"}) {
      for (var line : Files.readAllLines(process.resolve(table))) {
        var words = line.strip().split("\\s+");
        if (words.length > 9 && words[3].equals(LISTEN) && sockets.contains(words[9])) {
          ports.add(Integer.parseInt(words[1].substring(words[1].lastIndexOf(':') + 1), 16));
        }
      }
    }
    return ports;
  }

  private static Set<String> socketsOf(Path process) throws IOException {
    var inodes = new HashSet<String>();
    try (var open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (var descriptor : open) {
        try {
          var target = Files.readSymbolicLink(descriptor).toString();
          if (target.startsWith("socket:[")) {
            inodes.add(target.substring("socket:[".length(), target.length() - 1));
          }
        } catch (IOException closedMeanwhile) {
          // it listens no more
        }
      }
    }
    return inodes;
  }
}
