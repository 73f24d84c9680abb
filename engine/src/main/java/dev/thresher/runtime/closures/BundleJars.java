package dev.thresher.runtime.closures;

import dev.thresher.execute.bodies.FileDigest;
import dev.thresher.model.Bytes;
import dev.thresher.task.CodeBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars named by the digest of their content: the same classes are the same jar. */
final class BundleJars {
  private static final LocalDateTime ALWAYS = LocalDateTime.of(2000, 1, 1, 0, 0);

  private final Path directory;

  BundleJars(Path directory) {
    this.directory = directory;
  }

  CodeBundle.Jar write(SortedMap<String, Bytes> classes) throws IOException {
    Files.createDirectories(directory);
    var written = Files.createTempFile(directory, "code-", ".part");
    try {
      fill(written, classes);
      var digest = FileDigest.sha256(written);
      var jar = directory.resolve(HexFormat.of().formatHex(digest.toArray()) + ".jar");
      Files.move(written, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return new CodeBundle.Jar(jar.toString(), digest);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private static void fill(Path file, SortedMap<String, Bytes> classes) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var entry : classes.entrySet()) {
        var place = new ZipEntry(entry.getKey().replace('.', '/') + ".class");
        place.setTimeLocal(ALWAYS);
        zip.putNextEntry(place);
        entry.getValue().asStream().transferTo(zip);
      }
    }
  }
}
