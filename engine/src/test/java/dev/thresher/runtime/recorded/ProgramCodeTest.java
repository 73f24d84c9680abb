package dev.thresher.runtime.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of two classes, compiled anew for each question. */
class ProgramCodeTest {
  private static final String TASK = "class Task { int run() { return new Other().value(); } }";
  private static final String OTHER = "class Other { int value() { return 1; } }";

  @TempDir private Path scratch;
  private int programs;

  @Test
  void theSameProgramHasTheSameDigestWhereverItLies() throws Exception {
    assertThat(digest(TASK, OTHER)).isEqualTo(digest(TASK, OTHER));
  }

  @Test
  void aChangeOfTheTaskIsNoticed() throws Exception {
    var changed = TASK.replace(".value()", ".value() + 1");

    assertThat(digest(changed, OTHER)).isNotEqualTo(digest(TASK, OTHER));
  }

  @Test
  void aChangeOfAClassThatItOnlyCallsIsNoticed() throws Exception {
    assertThat(digest(TASK, OTHER.replace('1', '2'))).isNotEqualTo(digest(TASK, OTHER));
  }

  @Test
  void aClassThatNothingNamesMakesNoDifference() throws Exception {
    assertThat(digest(TASK, OTHER, "class Report {}")).isEqualTo(digest(TASK, OTHER));
  }

  @Test
  void ofWhatLiesInAJarTheWholeJarCounts() throws Exception {
    var more = digestInJar(TASK, OTHER, "class Report {}");

    assertThat(digestInJar(TASK, OTHER)).isEqualTo(digestInJar(TASK, OTHER)).isNotEqualTo(more);
  }

  @Test
  void whatTheJdkMakesHasADigestToo() throws Exception {
    assertThat(new ProgramCode().digestOf(String.CASE_INSENSITIVE_ORDER.getClass())).hasSize(64);
  }

  private String digest(String... sources) throws IOException, ClassNotFoundException {
    return digestAt(compiled(sources));
  }

  private String digestInJar(String... sources) throws IOException, ClassNotFoundException {
    var classes = compiled(sources);
    var jar = classes.resolveSibling(classes.getFileName() + ".jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.list(classes)) {
      for (var file : files.filter(path -> path.toString().endsWith(".class")).sorted().toList()) {
        var entry = new JarEntry(file.getFileName().toString());
        entry.setTime(0);
        out.putNextEntry(entry);
        Files.copy(file, out);
      }
    }
    return digestAt(jar);
  }

  private static String digestAt(Path place) throws IOException, ClassNotFoundException {
    try (var loader = new URLClassLoader(new URL[] {place.toUri().toURL()}, null)) {
      return new ProgramCode().digestOf(loader.loadClass("Task"));
    }
  }

  private Path compiled(String... sources) throws IOException {
    var directory = Files.createDirectory(scratch.resolve("program" + programs++));
    var arguments = new ArrayList<>(List.of("-d", directory.toString(), "-proc:none"));
    for (var source : sources) {
      var name = source.split(" ", 3)[1];
      arguments.add(Files.writeString(directory.resolve(name + ".java"), source).toString());
    }
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(status).isZero();
    return directory;
  }
}
