package dev.thresher.workload;

import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Shown;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks for the files that a written pattern means. */
final class FilePatterns {
  private final Complaints complaints;
  private final FileLookup files;

  FilePatterns(Complaints complaints, FileLookup files) {
    this.complaints = complaints;
    this.files = files;
  }

  static boolean isPattern(String written) {
    return written.contains("*") || written.contains("?");
  }

  /** At least one, in the order of their names; empty if a complaint has been made. */
  Optional<List<Path>> find(Scalar pattern) {
    var written = pattern.written();
    try {
      return switch (files.find(GlobPattern.of(written), pattern.origin())) {
        case FileLookup.Matches.Files(List<Path> paths) when paths.isEmpty() ->
            refuse(
                pattern,
                "no file matches %s (looked in %s)"
                    .formatted(Shown.quoted(written), files.resolve("", pattern.origin())));
        case FileLookup.Matches.Files(List<Path> paths) -> Optional.of(paths);
        case FileLookup.Matches.Refused(String reason) ->
            refuse(pattern, "cannot look for " + Shown.quoted(written) + ": " + reason);
      };
    } catch (InvalidPathException invalid) {
      return refuse(pattern, "this system cannot have files called " + Shown.quoted(written));
    } catch (IllegalArgumentException malformed) {
      return refuse(
          pattern,
          "the pattern %s is malformed: %s"
              .formatted(Shown.quoted(written), malformed.getMessage()));
    }
  }

  private Optional<List<Path>> refuse(Scalar pattern, String message) {
    complaints.add(pattern.origin(), message);
    return Optional.empty();
  }
}
