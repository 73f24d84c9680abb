package dev.thresher.report;

import dev.thresher.plan.StageGraph;
import dev.thresher.plan.StageGraph.Edge;
import dev.thresher.plan.StageGraph.Node;
import dev.thresher.plan.StageGraph.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Stages as a flow chart of Mermaid, which GitHub, GitLab and many editors draw. Stages without
 * tasks are round, the result has a thick line, what only waits a dotted arrow.
 */
public final class MermaidGraph {
  private static final String PLAIN = " .,_-:/=()+";

  private MermaidGraph() {}

  /**
   * @return lines without line ends
   */
  public static List<String> lines(StageGraph graph) {
    var names = graph.nodes().stream().map(Node::name).toList();
    var lines = new ArrayList<String>();
    lines.add("flowchart TD");
    for (var node : graph.nodes()) {
      lines.add("  " + id(names, node.name()) + box(node));
    }
    for (var edge : graph.edges()) {
      lines.add("  " + id(names, edge.from()) + arrow(edge) + id(names, edge.to()));
    }
    graph.nodes().stream()
        .filter(Node::isResult)
        .forEach(node -> lines.add("  style " + id(names, node.name()) + " stroke-width:3px"));
    return lines;
  }

  // Names may be words of the language, such as end.
  private static String id(List<String> names, String name) {
    return "s" + names.indexOf(name);
  }

  private static String box(Node node) {
    var label =
        GraphLabel.lines(node).stream()
            .map(MermaidGraph::escaped)
            .collect(Collectors.joining("<br/>", "\"", "\""));
    return switch (node.work()) {
      case Work.Tasks _, Work.TaskARow _ -> "[" + label + "]";
      case Work.Grouped _, Work.Joined _ -> "([" + label + "])";
    };
  }

  private static String arrow(Edge edge) {
    return edge.takesRows() ? " --> " : " -. after .-> ";
  }

  /** All that might mean something to Mermaid, Markdown or HTML by its number. */
  private static String escaped(String text) {
    var escaped = new StringBuilder();
    text.codePoints()
        .forEach(point -> {
          if (Character.isLetterOrDigit(point) || PLAIN.indexOf(point) >= 0) {
            escaped.appendCodePoint(point);
          } else {
            escaped.append('#').append(point).append(';');
          }
        });
    return escaped.toString();
  }
}
