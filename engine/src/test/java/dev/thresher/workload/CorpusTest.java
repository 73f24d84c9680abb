package dev.thresher.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.workload.hocon.Complaint;
import dev.thresher.workload.hocon.Origin.InFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Files made at random with k planted errors on known lines make exactly these k complaints. The
 * sources of these files refuse to be asked for anything but the file itself.
 */
class CorpusTest {
  private static final int FILES = Integer.getInteger("thresher.corpus.files", 600);
  private static final long FIRST_SEED = Long.getLong("thresher.corpus.seed", 1);

  @Test
  void findsExactlyThePlantedErrorsOnTheirLines() {
    var planted = EnumSet.noneOf(PlantedError.class);
    for (int i = 0; i < FILES; i++) {
      long seed = FIRST_SEED + i;
      var file = new CorpusFile(new SplittableRandom(seed));
      planted.addAll(plant(file, i % 6));
      check(file, "seed " + seed + "\n" + file.text());
    }
    assertThat(planted).as("every kind of error was planted").hasSize(PlantedError.values().length);
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
