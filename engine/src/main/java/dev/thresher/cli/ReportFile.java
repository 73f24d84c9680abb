package dev.thresher.cli;

import dev.thresher.rundir.Publication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file that a command writes about what it did. It appears complete or not at all.
 *
 * @param target absolute
 */
record ReportFile(Path target, boolean overwrite) {
  /**
   * For a look before long work.
   *
   * @throws Refusal if the file could not be written in the end
   */
  void refuseIfInTheWay(String option) {
    var obstacle = Publication.obstacle(target, overwrite);
    if (!obstacle.isEmpty()) {
      throw Refusal.of(List.of(Complaint.aboutArgument(option, obstacle)));
    }
  }

  void write(String content) {
    try (var publication = Publication.begin(target, overwrite)) {
      Files.writeString(publication.staged(), content);
      publication.publish();
    } catch (IOException unwritable) {
      throw Refusal.disk(unwritable);
    }
  }
}
