package dev.thresher.launch;

import java.nio.file.Path;
import java.util.List;

/**
 * The command line that starts a worker JVM. Holds no secret: any user of the host can read it.
 *
 * @param words program and arguments, without a shell
 */
public record WorkerCommand(List<String> words) {
  /** The main class of worker processes, in the module {@code worker-node}. */
  public static final String MAIN_CLASS = "dev.thresher.worker.WorkerMain";

  /** The main class of a process for one call, in the same module. */
  public static final String SPAWNED_MAIN_CLASS = "dev.thresher.worker.SpawnedMain";

  /**
   * System property of a coordinator: a directory for the logs of garbage collection, its own and
   * its workers', {@code gc-<pid>.log} each.
   */
  public static final String GC_LOGS = "thresher.gc.logs";

  /**
   * Flags of workers that are to live as long as the program that opened them; the launcher gives
   * such programs the same file.
   */
  public static final List<String> LONG_LIVED = PackagedFlags.of("long-lived.options");

  public WorkerCommand {
    words = List.copyOf(words);
  }

  /**
   * Lets a JVM write down its stops for garbage collection, each with the time of {@link
   * System#nanoTime}; changes nothing for its AOT cache.
   */
  public static List<String> gcLog(Path directory) {
    return List.of("-Xlog:gc,gc+exit:file=" + directory.resolve("gc-%p.log") + ":tn:filecount=0");
  }

  /**
   * Flags of workers alone: they change nothing that an AOT cache depends on.
   *
   * @param errorFile where the JVM reports its own crash, instead of the working directory
   */
  public static List<String> flags(int heapMebibytes, Path errorFile) {
    return List.of(
        "-Xmx" + heapMebibytes + "m",
        "-XX:+UseSerialGC",
        // No file in /tmp/hsperfdata_<user> that a killed worker would leave behind.
        "-XX:-UsePerfData",
        "-XX:ErrorFile=" + errorFile,
        // Nothing is ever deserialised by Java in a worker, whatever a class on its path may try.
        "-Djdk.serialFilter=!*");
  }

  /**
   * @param flags of this worker, see {@link #flags}
   */
  public static WorkerCommand of(Installation installation, List<String> flags) {
    return new WorkerCommand(installation.workerCommand(MAIN_CLASS, flags));
  }
}
