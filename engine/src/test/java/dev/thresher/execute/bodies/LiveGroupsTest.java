package dev.thresher.execute.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveGroupsTest {
  @TempDir Path directory;

  @Test
  void notesThoseThatLiveAndUsesFreeLinesAgain() throws Exception {
    try (var groups = LiveGroups.in(directory.resolve("not/there"))) {
      groups.add(7);
      groups.add(4_194_304);
      groups.add(320);
      assertThat(groups.path()).hasContent("      7\n4194304\n    320\n");
      groups.remove(4_194_304);
      groups.remove(99);
      assertThat(groups.path()).hasContent("      7\n       \n    320\n");
      groups.add(12);
      groups.add(13);
      assertThat(groups.path()).hasContent("      7\n     12\n    320\n     13\n");
      groups.remove(7);
      groups.remove(12);
      assertThat(groups.isEmpty()).isFalse();
      groups.remove(320);
      groups.remove(13);
      assertThat(groups.isEmpty()).isTrue();
    }
  }
}
