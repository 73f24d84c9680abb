package dev.thresher.process;

import static dev.thresher.process.FleetUnderTest.first;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.codec.Bootstrap;
import dev.thresher.codec.BootstrapCodec;
import dev.thresher.codec.Contact;
import dev.thresher.identity.TlsIdentity;
import dev.thresher.launch.Installation;
import dev.thresher.launch.ProcessEnd;
import dev.thresher.launch.WorkerCommand;
import dev.thresher.launch.WorkerProcess;
import dev.thresher.model.RunId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers whose start goes wrong, or whose coordinator goes away while they start. */
class WorkerStartTest {
  @TempDir Path directory;

  @Test
  void aWorkerThatMissesAClassEndsInsteadOfLingering() throws Exception {
    var worker = start(classPathWithout("slf4j-api"));
    worker.send(bootstrap());
    var end = end(worker);
    assertThat(end.how()).isEqualTo(new ProcessEnd.Code(70));
    assertThat(end.lastLines())
        .last()
        .asString()
        .startsWith("the worker cannot serve: ")
        .contains("org.slf4j");
  }

  @Test
  void theEndOfItsInputEndsAWorkerThatIsStillStarting() throws Exception {
    var worker = start(Installation.current().classPath());
    worker.send(bootstrap());
    worker.closeInput();
    assertThat(end(worker).how()).isEqualTo(new ProcessEnd.Code(3));
  }

  @Test
  void aWorkerThatIsToldNothingEndsWithItsInput() throws Exception {
    var worker = start(Installation.current().classPath());
    worker.closeInput();
    assertThat(end(worker).how()).isEqualTo(new ProcessEnd.Code(0));
  }

  private WorkerProcess start(String classPath) throws IOException {
    var here = Installation.current();
    var installation =
        new Installation(here.java(), classPath, here.jvmFlags(), here.launcher(), here.caches());
    var flags = WorkerCommand.flags(256, directory.resolve("crash"));
    return WorkerProcess.start(
        WorkerCommand.of(installation, flags), first(1), directory.resolve("out"));
  }

  private static String classPathWithout(String jar) {
    var all = Arrays.asList(Installation.current().classPath().split(File.pathSeparator));
    var kept = all.stream().filter(entry -> !entry.contains(jar)).toList();
    assertThat(kept).as("one jar less").hasSizeLessThan(all.size());
    return kept.stream().collect(Collectors.joining(File.pathSeparator));
  }

  private byte[] bootstrap() throws IOException {
    var identity = TlsIdentity.generate();
    return BootstrapCodec.encode(
        new Bootstrap(
            first(1),
            new RunId("test"),
            new Contact.ByCluster(identity.privateKeyPem(), identity.certificatePem()),
            directory.resolve("log"),
            "INFO",
            directory.resolve("tasks"),
            Files.createDirectories(directory.resolve("blobs")),
            1,
            Duration.ofMillis(200),
            Duration.ofSeconds(30),
            Optional.empty()));
  }

  private static ProcessEnd end(WorkerProcess worker) throws Exception {
    try {
      return worker.onExit().get(30, TimeUnit.SECONDS);
    } finally {
      worker.kill();
    }
  }
}
