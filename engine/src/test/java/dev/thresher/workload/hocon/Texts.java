package dev.thresher.workload.hocon;

import dev.thresher.workload.hocon.HoconText.Refused;
import dev.thresher.workload.hocon.HoconText.Resolved;
import dev.thresher.workload.hocon.HoconText.Understood;
import dev.thresher.workload.hocon.SourceReader.Source;
import java.util.List;
import java.util.Map;

/** Texts of tests, read as if they were files. */
final class Texts {
  private Texts() {}

  static Resolved resolve(String text, Assignment... assignments) {
    return resolve(Map.of("w.conf", text), assignments);
  }

  /** {@code w.conf} is the main file. */
  static Resolved resolve(Map<String, String> files, Assignment... assignments) {
    return switch (HoconText.parse(reader(files), "w.conf")) {
      case Understood(HoconText understood) -> understood.resolve(List.of(assignments));
      case Refused refused -> refused;
    };
  }

  static List<String> complaints(String text, Assignment... assignments) {
    return rendered(resolve(text, assignments));
  }

  static List<String> complaints(Map<String, String> files) {
    return rendered(resolve(files));
  }

  private static List<String> rendered(Resolved resolved) {
    var complaints =
        switch (resolved) {
          case HoconText.Document document -> document.complaints();
          case Refused(List<Complaint> refused) -> refused;
        };
    return complaints.stream().map(Complaint::render).toList();
  }

  private static SourceReader reader(Map<String, String> files) {
    return path -> {
      var content = files.get(path);
      return content == null
          ? new Source.Unreadable(path, "does not exist")
          : new Source.Text(path, content);
    };
  }
}
