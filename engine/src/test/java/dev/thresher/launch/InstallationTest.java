package dev.thresher.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  private final Map<String, String> properties =
      new HashMap<>(
          Map.of("java.home", "/jdk", "java.class.path", "/image/lib/a.jar:/image/lib/b.jar"));

  @Test
  void startsWorkersWithTheJdkAndClassPathOfThisProcess() {
    assertThat(installation().workerCommand("some.Main", List.of("-Xmx64m")))
        .startsWith("/jdk/bin/java")
        .endsWith("-Xmx64m", "-cp", "/image/lib/a.jar:/image/lib/b.jar", "some.Main");
  }

  @Test
  void letsJavaReadTheFlagsFileOfTheImageThatTheLauncherStartedFrom() {
    properties.put("thresher.home", "/image with space");

    assertThat(installation().jvmFlags()).containsExactly("@/image with space/lib/jvm.options");
  }

  @Test
  void withoutALauncherTakesTheSameFlagsFromTheClassPath() {
    assertThat(installation().jvmFlags())
        .contains("--add-opens=java.base/java.lang=ALL-UNNAMED", "-Xlog:disable")
        .noneMatch(flag -> flag.isBlank() || flag.startsWith("#"));
  }

  @Test
  void withoutALauncherUsesNoCache() {
    assertThat(installation().caches()).isEqualTo(new AotCaches.None());
    assertThat(installation().launcher()).isEmpty();
  }

  @Test
  void startsAWorkerFromItsCacheIfThereIsOne(@TempDir Path caches) throws IOException {
    properties.put("thresher.aot", caches.toString());
    assertThat(installation().workerCommand("some.Main", List.of())).noneMatch(this::isAboutCaches);

    Path cache = Files.createFile(caches.resolve("worker.aot"));
    assertThat(installation().workerCommand("some.Main", List.of()))
        .contains("-XX:AOTCache=" + cache);
  }

  @Test
  void letsAWorkerRecordItsCacheWhileTheCachesAreTrained(@TempDir Path caches) throws IOException {
    Files.createFile(caches.resolve("worker.aot"));
    properties.put("thresher.aot", caches.toString());
    properties.put("thresher.aot.mode", "record");

    assertThat(installation().workerCommand("some.Main", List.of()))
        .contains("-XX:AOTMode=record", "-XX:AOTConfiguration=" + caches.resolve("worker.conf"));
  }

  @Test
  void givesARecordingWorkerTheTimeToWriteItsRecordWhenItExits() {
    properties.put("thresher.aot", "/caches");
    assertThat(installation().caches().exitTime()).isLessThan(Duration.ofSeconds(5));

    properties.put("thresher.aot.mode", "record");
    assertThat(installation().caches().exitTime()).isGreaterThan(Duration.ofSeconds(60));
  }

  private boolean isAboutCaches(String flag) {
    return flag.startsWith("-XX:AOT");
  }

  private Installation installation() {
    return Installation.from(name -> properties.getOrDefault(name, ""));
  }
}
