package dev.thresher.report;

import dev.thresher.model.PrintableText;
import dev.thresher.plan.StageGraph.Node;
import dev.thresher.plan.StageGraph.Work;
import dev.thresher.task.CommandLine.Program;
import dev.thresher.task.TaskBody;
import java.util.ArrayList;
import java.util.List;

/** What a picture says of a stage. */
final class GraphLabel {
  private GraphLabel() {}

  /** Its name first; without control characters, but not yet quoted for any language. */
  static List<String> lines(Node node) {
    var lines = new ArrayList<String>();
    lines.add(node.name());
    switch (node.work()) {
      case Work.Tasks(TaskBody body, long count) -> {
        lines.add(Quantities.count(count, "task"));
        lines.add(what(body));
      }
      case Work.TaskARow(TaskBody body) -> {
        lines.add("one task a row");
        lines.add(what(body));
      }
      case Work.Grouped(var by) ->
          lines.add(by.isEmpty() ? "one row" : "group-by " + String.join(", ", by));
      case Work.Joined(var on) -> lines.add("join on " + String.join(", ", on));
    }
    node.output().ifPresent(path -> lines.add("output " + path));
    return lines.stream().map(PrintableText::escape).toList();
  }

  private static String what(TaskBody body) {
    return switch (body) {
      case TaskBody.Builtin(String kind, int _) -> "kind " + kind;
      case TaskBody.Command(var line) ->
          switch (line.program()) {
            case Program.Words(var words) -> "command " + words.getFirst();
            case Program.Shell _ -> "shell command";
          };
      case TaskBody.JavaMethod(var _, String type, String method, long _) ->
          "java " + type + "." + method;
      case TaskBody.PythonFunction python -> "python " + python.module() + ":" + python.function();
      case TaskBody.Closure _ -> "closure";
    };
  }
}
