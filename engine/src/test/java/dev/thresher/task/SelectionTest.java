package dev.thresher.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.task.Selection.Cut;
import dev.thresher.task.Selection.Exclusion;
import dev.thresher.task.Selection.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
  private static Column range(long size) {
    return new Column.WholeRange("c" + size, 0, 1, size);
  }

  @Test
  void whatRemainsIsWhatNoExclusionHits() {
    var random = new Random(11);
    for (int round = 0; round < 500; round++) {
      var product = new ArrayList<Dimension>();
      for (int i = random.nextInt(1, 5); i > 0; i--) {
        product.add(range(random.nextInt(1, 6)));
      }
      var excluded = new ArrayList<Exclusion>();
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        excluded.add(exclusion(product, random));
      }
      var selection = new Selection(excluded, Optional.empty());
      assertThat(all(Places.of(product, selection)))
          .as("%s without %s", product, excluded)
          .isEqualTo(oneByOne(product, excluded));
    }
  }

  private static Exclusion exclusion(List<Dimension> product, Random random) {
    var cuts = new ArrayList<Cut>();
    for (int d = 0; d < product.size(); d++) {
      if (random.nextBoolean() || d == product.size() - 1 && cuts.isEmpty()) {
        var places =
            LongStream.range(0, product.get(d).size()).boxed().filter(_ -> random.nextInt(3) == 0);
        cuts.add(new Cut(d, places.toList()));
      }
    }
    return new Exclusion(cuts);
  }

  private static List<Long> oneByOne(List<Dimension> product, List<Exclusion> excluded) {
    var left = new ArrayList<Long>();
    for (long row = 0; row < ProductRows.size(product); row++) {
      var values = new long[product.size()];
      long rest = row;
      for (int d = values.length - 1; d >= 0; d--) {
        values[d] = rest % product.get(d).size();
        rest /= product.get(d).size();
      }
      boolean isHit =
          excluded.stream()
              .anyMatch(one ->
                  one.cuts().stream()
                      .allMatch(cut -> cut.places().contains(values[cut.dimension()])));
      if (!isHit) {
        left.add(row);
      }
    }
    return left;
  }

  private static List<Long> all(Places places) {
    return LongStream.range(0, places.size()).map(places::at).boxed().toList();
  }

  @Test
  void aLargeProductIsCountedWithoutALookAtItsRows() {
    var product = List.<Dimension>of(range(1_000_000), range(7), range(1_000_000));
    var selection =
        new Selection(
            List.of(
                new Exclusion(List.of(new Cut(0, List.of(3L)), new Cut(2, List.of(5L)))),
                new Exclusion(List.of(new Cut(2, List.of(6L))))),
            Optional.of(new Sample(1000, 1)));
    assertThat(new Selection(selection.excluded(), Optional.empty()).sizeIn(product))
        .isEqualTo(7_000_000_000_000L - 7_000_000 - 7);
    assertThat(all(Places.of(product, selection))).hasSize(1000).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void exclusionsTooEntangledToCountAreRefused() {
    var product = new ArrayList<Dimension>();
    IntStream.range(0, 60).forEach(_ -> product.add(range(2)));
    var excluded = new ArrayList<Exclusion>();
    for (int i = 0; i < 30; i++) {
      excluded.add(new Exclusion(List.of(new Cut(i, List.of(0L)), new Cut(30 + i, List.of(0L)))));
    }
    assertThatThrownBy(() -> new Selection(excluded, Optional.empty()).sizeIn(product))
        .hasMessageStartingWith("exclude leaves out too many combinations");
  }

  @ParameterizedTest(name = "{1} of {0}")
  @CsvSource({"6,3", "30,2", "40,1", "5,5", "80,2"})
  void everyChoiceIsEquallyLikely(int rows, int size) {
    var counts = new HashMap<List<Long>, Integer>();
    long choices = choose(rows, size);
    long draws = 100 * choices;
    for (int seed = 0; seed < draws; seed++) {
      counts.merge(all(new SampledPlaces(rows, new Sample(size, seed))), 1, Integer::sum);
    }
    assertThat((long) counts.size()).isEqualTo(choices);
    double chiSquare =
        counts.values().stream().mapToDouble(n -> (n - 100.0) * (n - 100.0) / 100).sum();
    // Mean and standard deviation of chi-square are k and sqrt(2k) for k + 1 choices.
    assertThat(chiSquare).isLessThan(choices + 4 * Math.sqrt(2.0 * choices));
  }

  private static long choose(int rows, int size) {
    return size == 0 ? 1 : choose(rows - 1, size - 1) * rows / size;
  }

  @ParameterizedTest(name = "{1} of {0}")
  @CsvSource({"1000000,50000", "1000000,500000", "9007199254740992,4000", "5000,4999"})
  void aSampleAscendsAndIsSpreadEvenly(long rows, int size) {
    var places = new SampledPlaces(rows, new Sample(size, 5));
    var chosen = all(places);
    assertThat(new HashSet<>(chosen)).hasSize(size);
    assertThat(chosen).isSorted().allMatch(place -> place >= 0 && place < rows);
    double mean = chosen.stream().mapToDouble(Long::doubleValue).average().orElseThrow();
    assertThat(mean / rows).isBetween(0.5 - 1.2 / Math.sqrt(size), 0.5 + 1.2 / Math.sqrt(size));
    var backwards = new SampledPlaces(rows, new Sample(size, 5));
    for (int i = size - 1; i >= 0; i -= 997) {
      assertThat(backwards.at(i)).isEqualTo(chosen.get(i));
    }
  }

  @Test
  void aSeedMeansTheSameSampleInEveryVersion() {
    assertThat(all(new SampledPlaces(1_000_000, new Sample(4, 7))))
        .containsExactly(116463L, 121333L, 461998L, 900538L);
    assertThat(all(new SampledPlaces(20, new Sample(6, 7))))
        .containsExactly(3L, 11L, 12L, 14L, 18L, 19L);
  }

  @Test
  void aSampleOfMoreThanThereIsIsRefused() {
    var selection = new Selection(List.of(), Optional.of(new Sample(11, 0)));
    assertThatThrownBy(() -> selection.sizeIn(List.of(range(10))))
        .hasMessage("a sample of 11 rows cannot be had of 10");
  }
}
