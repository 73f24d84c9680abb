package dev.thresher.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.api.BackendTraits;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BackendsPageTest {
  @Test
  void thePageAboutPlacesPrintsTheTableOfTheirDifferences() throws Exception {
    assertThat(Files.readAllLines(Path.of("../docs/backends.md")))
        .containsSequence(BackendTraits.table());
  }
}
