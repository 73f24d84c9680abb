package dev.thresher.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.workload.hocon.Complaint;
import dev.thresher.workload.hocon.Origin.InFile;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Files made at random with k planted errors on known lines make exactly these k complaints. The
 * sources of these files refuse to be asked for anything but the file itself.
 */
class CorpusTest {
  private static final int FILES = Integer.getInteger("thresher.corpus.files", 700);
  private static final int MOST_ERRORS = 6;
  // New files in each run; the property brings those of an earlier one back.
  private static final long FIRST_SEED =
      Long.getLong("thresher.corpus.seed", new SecureRandom().nextInt(Integer.MAX_VALUE));

  @Test
  void findsExactlyThePlantedErrorsOnTheirLines() {
    System.out.println("corpus: -Dthresher.corpus.seed=" + FIRST_SEED);
    var planted = EnumSet.noneOf(PlantedError.class);
    var counts = new TreeSet<Integer>();
    for (int i = 0; i < FILES; i++) {
      long seed = FIRST_SEED + i;
      var file = new CorpusFile(new SplittableRandom(seed));
      var errors = plant(file, i % (MOST_ERRORS + 1));
      planted.addAll(errors);
      counts.add(errors.size());
      check(file, "seed " + seed + "\n" + file.text());
    }
    assertThat(counts).as("numbers of errors").contains(0, 1, 2, 3, 4, 5, MOST_ERRORS);
    assertThat(planted).as("every kind of error was planted").hasSize(PlantedError.values().length);
  }

  @Test
  void findsTheFirstSyntaxErrorOnItsLineAndNothingElse() {
    System.out.println("syntax corpus: -Dthresher.corpus.seed=" + FIRST_SEED);
    for (int i = 0; i < FILES; i++) {
      long seed = FIRST_SEED + i;
      var file = new CorpusFile(new SplittableRandom(seed));
      var first = SyntaxError.values()[i % SyntaxError.values().length];
      var later = SyntaxError.values()[file.random.nextInt(SyntaxError.values().length)];
      PlantedError.UNKNOWN_KEY.plant(file, file.free("name").orElseThrow());
      var place = file.free(file.pick("backend", "task.kind")).orElseThrow();
      file.insertAfter(place, first.text, first.says);
      file.lines.add(new CorpusFile.Line("later", later.text));
      var expected = file.expected().getLast();
      var label = "seed " + seed + "\n" + file.text();
      assertThat(Workloads.complaints(file.text()))
          .as(label)
          .singleElement()
          .asString()
          .startsWith("w.conf:" + expected.line() + ": ")
          .contains(expected.says())
          .doesNotContain("Exception", "\n");
    }
  }

  private static List<PlantedError> plant(CorpusFile file, int count) {
    var planted = new ArrayList<PlantedError>();
    var kinds = new ArrayList<>(Arrays.asList(PlantedError.values()));
    java.util.Collections.shuffle(kinds, new java.util.Random(file.random.nextLong()));
    for (var kind : kinds) {
      var place =
          planted.size() < count ? kind.place(file) : java.util.Optional.<CorpusFile.Line>empty();
      if (place.isPresent()) {
        kind.plant(file, place.get());
        planted.add(kind);
      }
    }
    return planted;
  }

  private static void check(CorpusFile file, String label) {
    var expected = file.expected();
    switch (Workloads.read(file.text())) {
      case Reading.Accepted _ -> assertThat(expected).as(label).isEmpty();
      case Reading.Refused(List<Complaint> complaints) -> {
        assertThat(complaints).as(label).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
          var complaint = complaints.get(i);
          assertThat(((InFile) complaint.origin()).line())
              .as(label)
              .isEqualTo(expected.get(i).line());
          assertThat(complaint.message()).as(label).contains(expected.get(i).says());
          assertThat(complaint.render())
              .as(label)
              .doesNotContain("Exception", "\n", "dev.thresher");
        }
      }
    }
  }
}
