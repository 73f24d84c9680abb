package dev.thresher.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A checkout with the real launcher, one small source file, and scripts in place of JDK and Maven.
 * Its path has a space and a quote, as a user's may.
 */
final class Checkout {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  private static final List<String> TOOLS =
      List.of(
          "sh",
          "env",
          "find",
          "sort",
          "xargs",
          "sha256sum",
          "mktemp",
          "mkdir",
          "chmod",
          "cp",
          "rm",
          "mv",
          "ls",
          "tail",
          "cat",
          "grep",
          "sed",
          "awk",
          "date",
          "sleep",
          "flock",
          "readlink",
          "dirname");

  final Path scratch;
  final Path root;
  final Path source;
  final Path builds;
  final Map<String, String> environment = new HashMap<>();

  Checkout(Path scratch) throws IOException {
    this.scratch = scratch;
    root = Files.createDirectories(scratch.resolve("Anna's check out"));
    source = root.resolve("engine/src/main/java/Some.java");
    builds = Files.createFile(scratch.resolve("builds"));
    copyLauncher(root);
    Files.createDirectories(source.getParent());
    Files.createDirectories(root.resolve(".mvn"));
    Files.writeString(source, "first");
    Files.writeString(root.resolve(".gitignore"), "dist/\n");
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.writeString(root.resolve("engine/pom.xml"), "<project/>");
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", Files.createDirectories(scratch.resolve("home")).toString());
    environment.put("THRESHER_AOT", "off");
    environment.put("THRESHER_JAVA_HOME", jdk("jdk", "25.0.3").toString());
    environment.put(
        "THRESHER_BUILD_COMMAND", script("build.sh", scratch.resolve("build")).toString());
    environment.put("BUILDS", builds.toString());
  }

  /** Copies the launcher's own files. */
  static void copyLauncher(Path to) throws IOException {
    Files.createDirectories(to.resolve("launcher"));
    Files.copy(PROJECT.resolve("thresher"), to.resolve("thresher"));
    try (Stream<Path> files = Files.list(PROJECT.resolve("launcher"))) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve("launcher").resolve(file.getFileName()));
      }
    }
  }

  /**
   * Makes a directory that looks like a JDK of this version; its {@code java} prints its arguments.
   */
  Path jdk(String name, String version) throws IOException {
    Path jdk = scratch.resolve(name);
    Files.createDirectories(jdk.resolve("bin"));
    script("java.sh", jdk.resolve("bin/java"));
    script("java.sh", jdk.resolve("bin/javac"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }

  /**
   * A directory with the tools that the launcher may rely on, but for one; java is not among them.
   */
  Path toolsWithout(String missing) throws IOException {
    Path tools = scratch.resolve("tools without " + missing);
    if (Files.notExists(tools)) {
      Files.createDirectory(tools);
      for (String tool : TOOLS) {
        if (!tool.equals(missing)) {
          Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool).toRealPath());
        }
      }
    }
    return tools;
  }

  Start start(String... arguments) {
    List<String> command = new ArrayList<>(List.of(root.resolve("thresher").toString()));
    command.addAll(List.of(arguments));
    return Start.of(scratch, environment, command);
  }

  void write(String content) throws IOException {
    Files.writeString(source, content);
  }

  int builds() throws IOException {
    return Files.readAllLines(builds).size();
  }

  /** The image that a start has run from, as it told java. */
  static Path image(Start start) {
    return Path.of(value(start, "-Dthresher.home="));
  }

  /** What the image of this start was made from. */
  static String built(Start start) throws IOException {
    return Files.readString(image(start).resolve("lib/source"));
  }

  private static String value(Start start, String prefix) {
    return start
        .out()
        .lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + prefix + " in " + start.out()));
  }

  private static Path script(String resource, Path to) throws IOException {
    try (InputStream in = Objects.requireNonNull(Checkout.class.getResourceAsStream(resource))) {
      Files.writeString(to, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    return Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
