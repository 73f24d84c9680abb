package dev.thresher.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryKillsTest {
  @TempDir private Path root;

  private void write(String file, String text) throws IOException {
    var path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void readsTheGroupOfVersionTwo() throws IOException {
    write(
        "user.slice/a/memory.events",
        "low 0\nhigh 4\nmax 3\noom 2\noom_kill 7\noom_group_kill 1\n");

    assertThat(MemoryKills.countIn(root, "0::/user.slice/a\n")).hasValue(7);
  }

  @Test
  void readsTheGroupOfVersionOne() throws IOException {
    write("memory/docker/b/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n");

    assertThat(MemoryKills.countIn(root, "9:cpu:/x\n4:memory:/docker/b\n0::/\n")).hasValue(3);
  }

  @Test
  void saysNothingWhereTheGroupDoesNot() throws IOException {
    write("memory/docker/b/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\n");

    assertThat(MemoryKills.countIn(root, "4:memory:/docker/b\n0::/gone\n")).isEmpty();
    assertThat(MemoryKills.countIn(root, "")).isEmpty();
  }

  @Test
  void readsTheHostsOwnCount() {
    assertThat(MemoryKills.countIn("nr_free_pages 12\noom_kill 5\n")).hasValue(5);
  }

  @Test
  void thisSystemAnswersOrSaysNothing() {
    assertThat(MemoryKills.count()).isNotNegative();
  }
}
