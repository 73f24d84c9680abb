package dev.thresher.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The lines of an {@code @argument} file of java's as they are packaged, without comments; the
 * launcher gives the JVM the file itself.
 */
final class PackagedFlags {
  private PackagedFlags() {}

  static List<String> of(String file) {
    try (InputStream packaged = PackagedFlags.class.getResourceAsStream(file)) {
      if (packaged == null) {
        throw new IllegalStateException(file + " is missing from the class path");
      }
      return new String(packaged.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
