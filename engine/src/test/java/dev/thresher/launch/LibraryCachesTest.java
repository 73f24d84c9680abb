package dev.thresher.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.launch.AotCaches.Untrained;
import dev.thresher.launch.AotCaches.Use;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryCachesTest {
  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private Path one;
  private Path two;
  private String classPath;

  @BeforeEach
  void aProgramOfClassesAndJars() throws IOException {
    one = Files.writeString(directory.resolve("one.jar"), "1");
    two = Files.writeString(directory.resolve("two.jar"), "22");
    classPath =
        String.join(File.pathSeparator, "classes", two.toString(), "gone.jar", one.toString());
    environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
  }

  @Test
  void putsJarsBeforeEverythingElseAndKeepsBothInOrder() {
    assertThat(LibraryCaches.ordered(classPath).text())
        .isEqualTo(
            String.join(File.pathSeparator, two.toString(), one.toString(), "classes", "gone.jar"));
  }

  @Test
  void namesAPlaceOfTheUsersForCachesThatNobodyHasMade() {
    assertThat(applied().caches())
        .isInstanceOfSatisfying(
            Untrained.class,
            missing -> {
              assertThat(missing.directory()).hasParentRaw(directory.resolve("cache/thresher/aot"));
              assertThat(missing.jars()).containsExactly(two, one);
            });
  }

  @Test
  void startsFromThemOnceTheyAreThere() throws IOException {
    var place = place();
    Files.createDirectories(place);

    assertThat(applied().caches()).isEqualTo(new Use(place));
  }

  @Test
  void eachSetOfJarsAndEachJdkHasItsOwn() throws IOException {
    var before = place();
    Files.writeString(one, "changed");
    var after = place();

    assertThat(after).isNotEqualTo(before);
    var plain = plain();
    var otherJdk =
        new Installation(
            Path.of("/other"), classPath, plain.jvmFlags(), plain.launcher(), plain.caches());
    assertThat(place(LibraryCaches.ofJars(otherJdk, environment))).isNotEqualTo(after);
  }

  @Test
  void classesThatAreNotInJarsAskForNoOther() {
    var before = place();
    classPath += File.pathSeparator + directory.resolve("more-classes");

    assertThat(place()).isEqualTo(before);
  }

  @Test
  void doesWithoutIfTheUserSaysSoOrHasNoPlace() {
    environment.put("THRESHER_AOT", "off");
    assertThat(applied()).isEqualTo(plain());

    environment.clear();
    assertThat(applied()).isEqualTo(plain());
  }

  @Test
  void doesWithoutWhereTheEngineItselfIsNotInAJar() {
    assertThat(LibraryCaches.applied(plain(), environment)).isEqualTo(plain());
  }

  private Installation plain() {
    return new Installation(
        Path.of("/jdk/bin/java"), classPath, List.of(), Optional.empty(), new AotCaches.None());
  }

  private Installation applied() {
    return LibraryCaches.ofJars(plain(), environment);
  }

  private Path place() {
    return place(applied());
  }

  private static Path place(Installation installation) {
    assertThat(installation.caches()).isInstanceOf(Untrained.class);
    return ((Untrained) installation.caches()).directory();
  }
}
