package dev.thresher.runtime.compared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.api.spi.Timed;
import dev.thresher.compare.Arm;
import dev.thresher.model.BackendKind;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstResultsTest {
  private static final Arm ONE = new Arm(BackendKind.THREADS, 1);
  private static final Arm TWO = new Arm(BackendKind.PROCESSES, 2);

  private record Holder(byte[] bytes) implements Serializable {}

  private static List<Timed<Object>> results(Object... values) {
    return Arrays.stream(values).map(value -> new Timed<>(value, 1)).toList();
  }

  private static boolean same(FirstResults<Object> first, Object one, Object other) {
    assertThat(first.isSame(ONE, results("a", one))).isTrue();
    return first.isSame(TWO, results("a", other));
  }

  @Test
  void copiesAreTheSameIfTheySayOrReadSo() {
    assertThat(same(new FirstResults<>(), List.of(1), List.of(1))).isTrue();
    assertThat(same(new FirstResults<>(), new int[] {1, 2}, new int[] {1, 2})).isTrue();
    var held = new Holder(new byte[] {1});
    assertThat(same(new FirstResults<>(), held, new Holder(new byte[] {1}))).isTrue();
  }

  @Test
  void othersAreNamedWithTheirInput() {
    var first = new FirstResults<Object>();
    assertThat(same(first, 3, 4)).isFalse();
    assertThat(first.difference().orElseThrow())
        .startsWith("results differ: input 1 gives 3 on threads:1 and 4 on processes:2; ");
    assertThat(same(new FirstResults<>(), 3, "3")).isFalse();
    var held = new Holder(new byte[] {1});
    assertThat(same(new FirstResults<>(), held, new Holder(new byte[] {2}))).isFalse();
  }

  @Test
  void whatCannotBeComparedIsSaid() {
    var first = new FirstResults<Object>();
    assertThat(same(first, new Object(), new Object())).isTrue();
    assertThat(first.warning().orElseThrow()).contains("java.lang.Object has no equals");
    assertThat(first.difference()).isEmpty();
  }
}
