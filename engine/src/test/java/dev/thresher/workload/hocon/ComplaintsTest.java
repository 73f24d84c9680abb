package dev.thresher.workload.hocon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
  private static final Origin PLACE = new Origin.InFile("w.conf", 3);

  private static Complaints with(int count) {
    var complaints = new Complaints();
    IntStream.range(0, count).forEach(i -> complaints.add(PLACE, "mistake " + i));
    return complaints;
  }

  @Test
  void keepsAsManyAsAnybodyReadsAndSaysThatThereAreMore() {
    var many = with(100_000).sorted();
    assertThat(many).hasSize(201);
    assertThat(many.getLast().render())
        .isEqualTo("w.conf:3: this is not all: there are more mistakes");
    assertThat(with(200).sorted()).hasSize(200);
  }

  @Test
  void doesNotSayThatThereAreMoreIfAllWereSaid() {
    var complaints = with(200);
    complaints.add(PLACE, "mistake 7");
    assertThat(complaints.sorted()).hasSize(200);
  }

  @Test
  void namesOfWhichThereAreManyAreCut() {
    var names = IntStream.range(0, 5_000).mapToObj(i -> "n" + i).toList();
    assertThat(Shown.list(names)).startsWith("n0, n1, ").endsWith(", n19 and 4980 more");
    assertThat(Shown.list(List.of("a", "b"))).isEqualTo("a, b");
  }
}
