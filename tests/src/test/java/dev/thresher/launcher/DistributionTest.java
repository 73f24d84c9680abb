package dev.thresher.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher with Maven, a JDK and the sources of this project. Two builds and two trainings:
 * under a minute.
 */
@Tag("slow")
class DistributionTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  @TempDir static Path scratch;
  private static Path root = Path.of("");
  private static Start firstStart;

  @BeforeAll
  static void buildFromACopyOfTheSources() throws IOException {
    root = copySources(scratch.resolve("check out"));
    firstStart = start(root, "--version").ended(0);
  }

  @Test
  void theFirstStartBuildsWithMavenAndTheSecondDoesNot() throws IOException {
    assertThat(firstStart.out()).startsWith("thresher ").contains("JDK ");
    assertThat(firstStart.err()).contains("building from source", "built in");

    Start second = start(root, "--version").ended(0);

    assertThat(second.out()).isEqualTo(firstStart.out());
    assertThat(second.err()).isEmpty();
  }

  @Test
  void verbsThatOnlyAnswerTakeTheirClassesFromACacheOfTheirOwn() throws IOException {
    assertThat(classesFromCache(root, "--help")).isPositive();
    assertThat(classesFromCache(root, "validate", "no-such-file"))
        .isPositive()
        .isLessThan(classesFromCache(root, "run", "--help"));
  }

  @Test
  void theCoordinatorTakesItsClassesFromItsCache() throws IOException {
    assertThat(classesFromCache(root, "run", "--help")).isPositive();
  }

  @Test
  void aWorkloadWithCodeOfItsOwnTakesTheCompilerFromTheCache() throws IOException {
    var file = root.resolve("launcher/answering.conf").toString();
    assertThat(classesFromCache("com.sun.tools.javac.", root, "run", file)).isGreaterThan(500);
  }

  @Test
  void aWorkerTakesItsClassesFromItsCache() throws IOException {
    assertThat(classesFromCache(root, "worker")).isPositive();
  }

  @Test
  void aBrokenSourceGivesMavensCauseWithoutAStackTrace() throws IOException {
    Path broken = copySources(scratch.resolve("broken"));
    Path file = broken.resolve("engine/src/main/java/dev/thresher/cli/Main.java");
    Files.writeString(file, "class Main { int x = }\n");

    String error = start(broken, "--version").ended(70).err();

    assertThat(error).contains(file + ":[1,22] illegal start of expression", "the full log is");
    assertThat(error.lines()).noneMatch(line -> line.strip().startsWith("at ")).hasSizeLessThan(12);
  }

  @Test
  void theUnpackedArchiveRunsForAnybodyFromAReadOnlyDirectory() throws IOException {
    Path home = unpackReadOnly(scratch.resolve("unpacked"));

    Start start = startUnprivileged(home, Map.of(), "--version").ended(0);

    assertThat(start.out()).isEqualTo(firstStart.out());
    assertThat(start.err()).isEmpty();
  }

  @Test
  void theUnpackedArchivePreparesItsCachesInTheBackgroundOfAUsersFirstRun() throws IOException {
    Path home = unpackReadOnly(scratch.resolve("trained"));
    Path cache = Files.createDirectories(scratch.resolve("nobody's cache"));
    Unprivileged.open(cache);
    Map<String, String> user = Map.of("XDG_CACHE_HOME", cache.toString());

    startUnprivileged(home, user, "run", "--help").process().onExit().join();

    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> !find(cache, "coordinator.aot").isEmpty() && find(cache, "partial").isEmpty());
    Map<String, String> logged = new HashMap<>(user);
    Path log = cache.resolve("classes");
    logged.put("_JAVA_OPTIONS", logTo(log));
    startUnprivileged(home, logged, "--version").ended(0);
    assertThat(countFromCache(log, "dev.thresher.")).isPositive();
  }

  /** How many of this project's classes this command took from an AOT cache. */
  private static long classesFromCache(Path installation, String... arguments) throws IOException {
    return classesFromCache("dev.thresher.", installation, arguments);
  }

  private static long classesFromCache(String prefix, Path installation, String... arguments)
      throws IOException {
    Path log = Files.createTempFile(scratch, "classes", ".log");
    Map<String, String> environment = environment();
    environment.put("_JAVA_OPTIONS", logTo(log));
    Start start = Start.of(scratch, environment, command(installation, arguments));
    start.process().onExit().join();
    return countFromCache(log, prefix);
  }

  private static String logTo(Path log) {
    return "\"-Xlog:class+load:file=" + log + "\"";
  }

  private static long countFromCache(Path log, String prefix) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains(" source: shared objects file"))
          .filter(line -> line.contains("] " + prefix))
          .count();
    }
  }

  private static Start start(Path installation, String... arguments) {
    return Start.of(scratch, environment(), command(installation, arguments));
  }

  private static Start startUnprivileged(Path home, Map<String, String> more, String... arguments)
      throws IOException {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("THRESHER_JAVA_HOME", System.getProperty("java.home"));
    List<String> command = command(home, arguments);
    return Start.of(scratch, environment, Unprivileged.command(command.toArray(String[]::new)));
  }

  private static List<String> command(Path installation, String... arguments) {
    List<String> command = new ArrayList<>(List.of(installation.resolve("thresher").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("THRESHER_JAVA_HOME", System.getProperty("java.home"));
    environment.put("XDG_CACHE_HOME", scratch.resolve("cache").toString());
    return environment;
  }

  private static Path unpackReadOnly(Path to) throws IOException {
    List<Path> archives = find(PROJECT.resolve("worker-node/target"), ".tar.gz");
    assumeTrue(!archives.isEmpty(), "the archive is made at the phase package: use mvn verify");
    Files.createDirectories(to);
    List<String> tar =
        List.of(
            "tar",
            "-xzf",
            archives.getFirst().toString(),
            "-C",
            to.toString(),
            "--strip-components=1");
    Start.of(scratch, System.getenv(), tar).ended(0);
    Unprivileged.makeReadOnly(to);
    Unprivileged.allowPassage(scratch);
    return to;
  }

  /** Copies what a clone contains, as far as the build is concerned. */
  private static Path copySources(Path to) throws IOException {
    Checkout.copyLauncher(Files.createDirectories(to));
    String copy =
        """
        cd "$0" && cp -R pom.xml .mvn "$1"
        for path in */pom.xml */src; do mkdir -p "$1/${path%/*}" && cp -R "$path" "$1/$path"; done
        """;
    List<String> command = List.of("sh", "-ec", copy, PROJECT.toString(), to.toString());
    Start.of(scratch, System.getenv(), command).ended(0);
    return to;
  }

  private static List<Path> find(Path under, String nameEnd) throws IOException {
    try (Stream<Path> files = Files.walk(under, FileVisitOption.FOLLOW_LINKS)) {
      return files.filter(file -> file.toString().endsWith(nameEnd)).toList();
    }
  }
}
