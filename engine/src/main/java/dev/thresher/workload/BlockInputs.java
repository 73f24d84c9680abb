package dev.thresher.workload;

import dev.thresher.task.RecordSurvey.Found;
import dev.thresher.task.RecordSurvey.Refused;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code blocks}: texts that are cut at ends of lines. */
final class BlockInputs {
  private static final String ALLOWED = "a block such as { file = \"texts/*.txt\", size = 1 MiB }";

  private final Complaints complaints;
  private final KeyCheck keys;
  private final FileLookup files;
  private final Scalars scalars;

  BlockInputs(Complaints complaints, KeyCheck keys, FileLookup files) {
    this.complaints = complaints;
    this.keys = keys;
    this.files = files;
    this.scalars = new Scalars(complaints);
  }

  /**
   * The blocks of all files, one file after the other; empty if a complaint has been made.
   *
   * @param name of the entry of {@code each}
   */
  Optional<SeriesSurvey> read(String name, Node node) {
    if (!(node instanceof Branch branch)) {
      scalars.complain(node, "blocks", ALLOWED);
      return Optional.empty();
    }
    keys.check(branch, " in each." + name + ".blocks", WorkloadKeys.BLOCKS, List.of());
    var file = branch.find("file");
    var size = branch.find("size").flatMap(this::size);
    if (file.isEmpty() || branch.find("size").isEmpty()) {
      complaints.add(branch.origin(), "blocks need a file and a size: give " + ALLOWED);
    }
    var paths = file.flatMap(given -> new InputPaths(complaints, files).read(given, "file"));
    return paths.isEmpty() || size.isEmpty()
        ? Optional.empty()
        : cut(file.orElseThrow(), paths.get(), size.get());
  }

  private Optional<SeriesSurvey> cut(Node node, List<Path> paths, long size) {
    var found = new ArrayList<Found>();
    for (var path : paths) {
      switch (files.blocks(path, size)) {
        case Found blocks when blocks.records().size() > 0 -> found.add(blocks);
        case Found _ -> {} // an empty file
        case Refused(long _, String reason) -> {
          return refuse(node, Shown.quoted(path.toString()) + ": " + reason);
        }
      }
    }
    if (found.isEmpty()) {
      return refuse(
          node,
          paths.size() == 1
              ? Shown.quoted(paths.getFirst().toString()) + " is empty"
              : "these files are empty");
    }
    // Each place is needed: blocks are of different lengths.
    long blocks = found.stream().mapToLong(part -> part.records().size()).sum();
    return blocks > SeriesSurvey.MOST_OFFSETS
        ? refuse(
            node,
            "these make %d blocks, and at most %d are possible; give a larger size"
                .formatted(blocks, SeriesSurvey.MOST_OFFSETS))
        : Optional.of(new SeriesSurvey(found, Optional.empty()));
  }

  private Optional<SeriesSurvey> refuse(Node node, String message) {
    complaints.add(node.origin(), message);
    return Optional.empty();
  }

  private Optional<Long> size(Node node) {
    if (node instanceof Scalar scalar) {
      var size = SizeText.parse(scalar.written());
      if (size.isPresent()) {
        return Optional.of(size.getAsLong());
      }
    }
    scalars.complain(node, "size", SizeText.ALLOWED);
    return Optional.empty();
  }
}
