package dev.thresher.cli;

import dev.thresher.compare.Comparison;
import dev.thresher.compare.ComparisonJson;
import dev.thresher.compare.ComparisonText;
import dev.thresher.compare.html.ComparisonPage;
import dev.thresher.model.JsonText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Files that a comparison is written to, in several forms. */
final class ComparisonExports {
  @Option(
      names = "--export-json",
      paramLabel = "FILE",
      description = "Writes what --json prints to a file.")
  private @Nullable Path json;

  @Option(
      names = "--export-csv",
      paramLabel = "FILE",
      description = "Writes a row for each trial to a file.")
  private @Nullable Path csv;

  @Option(
      names = "--export-markdown",
      paramLabel = "FILE",
      description = "Writes table and conclusions to a file.")
  private @Nullable Path markdown;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes a page for a browser, with plots: one HTML file that loads nothing.")
  private @Nullable Path report;

  @Option(names = "--overwrite", description = "Replaces exports and a report that exist.")
  private boolean overwrite;

  private record Export(String option, ReportFile file, Function<Comparison, String> form) {}

  /**
   * For a look before long work.
   *
   * @throws Refusal if one of the files could not be written in the end
   */
  void refuseWhatIsInTheWay(Path directory) {
    var targets = new HashSet<Path>();
    for (var export : asked(directory)) {
      export.file().refuseIfInTheWay(export.option());
      if (!targets.add(export.file().target())) {
        throw Refusal.of(
            List.of(
                Complaint.aboutArgument(
                    export.option(), "another option names the same file; give each its own")));
      }
    }
  }

  /**
   * @throws Refusal if a file cannot be written
   */
  void write(Comparison comparison, Path directory) {
    asked(directory).forEach(export -> export.file().write(export.form().apply(comparison)));
  }

  private List<Export> asked(Path directory) {
    var asked = new ArrayList<Export>();
    add(asked, "--export-json", json, directory, ComparisonExports::json);
    add(asked, "--export-csv", csv, directory, one -> lines(ComparisonText.csv(one)));
    add(
        asked,
        "--export-markdown",
        markdown,
        directory,
        one -> lines(ComparisonText.markdown(one)));
    add(asked, "--report", report, directory, ComparisonPage::of);
    return asked;
  }

  private void add(
      List<Export> asked,
      String option,
      @Nullable Path target,
      Path directory,
      Function<Comparison, String> form) {
    if (target != null) {
      var file = new ReportFile(directory.resolve(target).toAbsolutePath().normalize(), overwrite);
      asked.add(new Export(option, file, form));
    }
  }

  private static String json(Comparison comparison) {
    return JsonText.indented(ComparisonJson.of(comparison)) + "\n";
  }

  private static String lines(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
