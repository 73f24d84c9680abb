package dev.thresher.attack;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What lives in the heap of a JVM, in MiB, after a full collection. */
final class Heap {
  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

  private Heap() {}

  static long own() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
  }

  /** By the JDK's {@code jcmd}; the JVM must use the serial collector, as workers do. */
  static long of(long pid) throws IOException, InterruptedException {
    jcmd(pid, "GC.run");
    var info = jcmd(pid, "GC.heap_info");
    long kibibytes =
        USED.matcher(info).results().mapToLong(found -> Long.parseLong(found.group(1))).sum();
    if (kibibytes == 0) {
      throw new IOException("no heap of pid " + pid + " in: " + info);
    }
    return kibibytes >> 10;
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    var program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    var process =
        new ProcessBuilder(program.toString(), Long.toString(pid), command)
            .redirectErrorStream(true)
            .start();
    var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return answer;
  }
}
