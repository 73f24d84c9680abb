package dev.thresher.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a worker says of where it runs. */
final class Host {
  private static final Path KERNEL_NAME = Path.of("/proc/sys/kernel/hostname");

  private Host() {}

  /** Without a look-up in the network, which may take seconds where a name server is missing. */
  static String name() {
    try {
      var name = Files.readString(KERNEL_NAME).strip();
      return name.isEmpty() ? "localhost" : name;
    } catch (IOException notLinux) {
      return "localhost";
    }
  }

  /** From the jar's manifest; classes that lie in a directory have none. */
  static String engineVersion() {
    var version = WorkerMain.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
