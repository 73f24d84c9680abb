package dev.thresher.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.commandline.CommandLine;
import dev.thresher.launch.Installation;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster to which somebody comes with another version of the engine. */
@Tag("slow")
@Timeout(120)
class NodesOfOtherVersionsTest {
  private static final String OTHER = "9.9.9";

  @TempDir Path directory;
  private String at = "";

  @BeforeEach
  void choosePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      at = "127.0.0.1:" + socket.getLocalPort();
    }
  }

  private record Ended(int exitCode, String err) {}

  @Test
  void aWorkerAndARunOfAnotherVersionAreRefusedInWords() throws Exception {
    var place = Files.createDirectory(directory.resolve("coordinator"));
    try (var coordinator =
        CommandLine.start(place, "coordinator", "--listen", at, "--identity", key())) {
      await().atMost(LabCluster.LONG).until(() -> coordinator.err().contains("coordinator at"));
      assertRefused(2, "worker", "--join", at, "--identity", key(), "--name", "new");
      var file = directory.resolve("w.conf");
      Files.writeString(file, "name = w\neach { i = 1..3 }\ntask { command = [echo, \"{i}\"] }\n");
      assertRefused(3, "run", file.toString(), "--cluster", at, "--identity", key());
      assertThat(coordinator.err()).doesNotContain("worker new", "run w-");
      assertThat(coordinator.lives(0)).isTrue();
    }
  }

  private String key() {
    return directory.resolve("key.pem").toString();
  }

  private void assertRefused(int exitCode, String... arguments) throws Exception {
    var ended = ofOtherVersion(List.of(arguments));
    assertThat(ended.err())
        .contains("its version is " + OTHER + ", and the coordinator's", "use the same on all")
        .doesNotContain("Exception", "\tat ");
    assertThat(ended.exitCode()).isEqualTo(exitCode);
  }

  private Ended ofOtherVersion(List<String> arguments) throws Exception {
    var here = Installation.current();
    var command = new ArrayList<>(List.of(here.java().toString()));
    command.addAll(Installation.current().jvmFlags());
    command.addAll(List.of("-cp", otherClassPath(), "dev.thresher.cli.Main"));
    command.addAll(arguments);
    var said = Files.createTempFile(directory, "said", "");
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
    var process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      await().atMost(LabCluster.LONG).until(() -> !process.isAlive());
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(said));
  }

  // The engine's classes are packed anew, under a manifest that says something else.
  private String otherClassPath() throws IOException {
    var engine =
        Path.of(Installation.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    var jar = directory.resolve("other.jar");
    if (Files.notExists(jar)) {
      var manifest = new Manifest();
      manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
      manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, OTHER);
      try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
        pack(engine, out);
      }
    }
    return Arrays.stream(Installation.current().classPath().split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().equals(engine) ? jar.toString() : entry)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void pack(Path engine, JarOutputStream out) throws IOException {
    if (Files.isDirectory(engine)) {
      try (var files = Files.walk(engine)) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          out.putNextEntry(new ZipEntry(engine.relativize(file).toString()));
          out.write(Files.readAllBytes(file));
        }
      }
      return;
    }
    try (var packed = new JarFile(engine.toFile())) {
      for (var entry : packed.stream().filter(one -> !one.isDirectory()).toList()) {
        if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          out.write(packed.getInputStream(entry).readAllBytes());
        }
      }
    }
  }
}
