package dev.thresher.workload;

import dev.thresher.workload.OutputRequest.Format;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code output}. */
final class OutputReader {
  private final Complaints complaints;
  private final Scalars scalars;

  OutputReader(Complaints complaints) {
    this.complaints = complaints;
    this.scalars = new Scalars(complaints);
  }

  /**
   * @param isTable whether the result is rows, which have no single binary field
   */
  Optional<OutputRequest> read(Node node, boolean isTable) {
    var path = scalars.text(node, "output");
    if (path.isEmpty()) {
      return Optional.empty();
    }
    var request = new OutputRequest(path.get(), format(path.get()), node.origin());
    var wrong = complaint(request, isTable);
    wrong.ifPresent(message -> complaints.add(node.origin(), message));
    return wrong.isPresent() ? Optional.empty() : Optional.of(request);
  }

  /** A file for each task, named by a template. */
  Optional<OutputRequest> readPerTask(Node node) {
    var path = scalars.text(node, "output");
    var wrong = path.flatMap(OutputReader::complaint);
    wrong.ifPresent(message -> complaints.add(node.origin(), message));
    return wrong.isPresent()
        ? Optional.empty()
        : path.map(text -> new OutputRequest(text, Format.PER_TASK, node.origin()));
  }

  private static Optional<String> complaint(OutputRequest request, boolean isTable) {
    if (request.path().indexOf('{') >= 0) {
      return Optional.of(
          "only a command writes a file per task, with { } in its name; name one file for the results");
    }
    if (request.format() == Format.RAW && isTable) {
      return Optional.of(
          "a result of rows is written as .csv, .json, .jsonl, .sqlite or .db; the file name must end with one of them");
    }
    return complaint(request.path());
  }

  private static Optional<String> complaint(String path) {
    if (path.indexOf('\0') >= 0 || path.endsWith("/")) {
      return Optional.of("output must be the path of a file");
    }
    if (Arrays.asList(path.split("/")).contains("..")) {
      return Optional.of(
          "output must not contain ..; write an absolute path to leave the directory in which you run");
    }
    return Optional.empty();
  }

  static Format format(String path) {
    var lower = path.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".csv")) {
      return Format.CSV;
    }
    if (lower.endsWith(".json")) {
      return Format.JSON;
    }
    if (lower.endsWith(".sqlite") || lower.endsWith(".db")) {
      return Format.SQLITE;
    }
    return lower.endsWith(".jsonl") ? Format.JSON_LINES : Format.RAW;
  }
}
