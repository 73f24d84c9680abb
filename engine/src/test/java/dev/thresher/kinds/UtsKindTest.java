package dev.thresher.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UtsKindTest {
  private static final UtsKind UTS = new UtsKind();

  @ParameterizedTest(name = "{0} cut into about {1}")
  @CsvSource({
    "T1, 1, 4130071, 10, 3305118",
    "T1, 7, 4130071, 10, 3305118",
    "T1, 20000, 4130071, 10, 3305118",
    "T3, 256, 4112897, 1572, 3599034",
    "T3, 65536, 4112897, 1572, 3599034"
  })
  void anyCutGivesThePublishedCounts(String tree, int tasks, long nodes, long depth, long leaves)
      throws Exception {
    var result = Runs.divided(UTS, Runs.arguments(UTS, "tree", tree, "tasks", tasks));
    assertThat(result.whole("nodes")).isEqualTo(nodes);
    assertThat(result.whole("depth")).isEqualTo(depth);
    assertThat(result.whole("leaves")).isEqualTo(leaves);
  }
}
