package dev.thresher.backend.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantHomeTest {
  @Test
  void ofADriversPathOnlyALastNameIsTakenThatLeadsNowhere() {
    assertThat(TenantHome.name(Path.of("/run/../logs/w1.log"))).isEqualTo(Path.of("w1.log"));
    assertThat(List.of("/", "/run/..", "/run/logs/."))
        .allSatisfy(path ->
            assertThatThrownBy(() -> TenantHome.name(Path.of(path)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no name of a file"));
  }
}
