package dev.thresher.runtime.closures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** Sources of a test, compiled against the class path of this JVM. */
final class UserJar {
  private UserJar() {}

  /**
   * @param sources by file name, such as {@code p/A.java}
   * @return a directory of class files
   */
  static Path compile(Path directory, Map<String, String> sources) throws IOException {
    var out = Files.createDirectories(directory.resolve("classes"));
    var arguments =
        new ArrayList<>(
            List.of("-d", out.toString(), "-cp", System.getProperty("java.class.path"), "-g"));
    for (var source : sources.entrySet()) {
      var file = directory.resolve("src").resolve(source.getKey());
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (code != 0) {
      throw new AssertionError("the sources of the test do not compile");
    }
    return out;
  }

  /** What lies in the directory, and further files. */
  static Path jar(Path classes, Path jar, Map<String, String> files) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar));
        var all = Files.walk(classes)) {
      for (var file : all.filter(Files::isRegularFile).sorted().toList()) {
        put(zip, classes.relativize(file).toString(), Files.readAllBytes(file));
      }
      files.forEach((name, text) -> put(zip, name, text.getBytes()));
    }
    return jar;
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) {
    try {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }
}
