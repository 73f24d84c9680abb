package dev.thresher.report;

import dev.thresher.model.PrintableText;
import dev.thresher.plan.StageGraph;
import dev.thresher.plan.StageGraph.Edge;
import dev.thresher.plan.StageGraph.Node;
import dev.thresher.plan.StageGraph.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Stages in DOT, the language of Graphviz. Stages without tasks are round, the result has a thick
 * line, what only waits a dashed arrow.
 */
public final class DotGraph {
  private DotGraph() {}

  /**
   * @return lines without line ends
   */
  public static List<String> lines(StageGraph graph) {
    var lines = new ArrayList<String>();
    lines.add("digraph " + quoted(graph.name()) + " {");
    lines.add("  node [shape=box, fontname=\"sans-serif\"];");
    graph.nodes().forEach(node -> lines.add("  " + quoted(node.name()) + attributes(node) + ";"));
    graph.edges().forEach(edge -> lines.add("  " + arrow(edge) + ";"));
    lines.add("}");
    return lines;
  }

  private static String attributes(Node node) {
    var label =
        GraphLabel.lines(node).stream()
            .map(DotGraph::escaped)
            .collect(Collectors.joining("\\n", "label=\"", "\""));
    var form =
        switch (node.work()) {
          case Work.Tasks _, Work.TaskARow _ -> "";
          case Work.Grouped _, Work.Joined _ -> ", style=rounded";
        };
    return " [" + label + form + (node.isResult() ? ", penwidth=2" : "") + "]";
  }

  private static String arrow(Edge edge) {
    var style = edge.takesRows() ? "" : " [style=dashed, label=\"after\"]";
    return quoted(edge.from()) + " -> " + quoted(edge.to()) + style;
  }

  private static String quoted(String text) {
    return "\"" + escaped(PrintableText.escape(text)) + "\"";
  }

  // A backslash opens an escape and an ampersand an HTML entity, also within quotes.
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("&", "&amp;");
  }
}
