package dev.thresher.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this host calls itself. */
public final class HostName {
  private static final Path KERNEL_NAME = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  /** Without a look-up in the network, which may take seconds where a name server is missing. */
  public static String ofThisHost() {
    try {
      var name = Files.readString(KERNEL_NAME).strip();
      return name.isEmpty() ? "localhost" : name;
    } catch (IOException notLinux) {
      return "localhost";
    }
  }
}
