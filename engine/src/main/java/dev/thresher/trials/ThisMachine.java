package dev.thresher.trials;

import com.sun.management.OperatingSystemMXBean;
import dev.thresher.compare.Provenance.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What comparisons say of the machine that they were made on. */
public final class ThisMachine {
  private ThisMachine() {}

  public static Machine look() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        processor(),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(),
        system.getSystemLoadAverage());
  }

  private static String processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException noProc) {
      return System.getProperty("os.arch");
    }
  }
}
