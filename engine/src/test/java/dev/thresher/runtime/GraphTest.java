package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.plan.StageGraph;
import dev.thresher.report.DotGraph;
import dev.thresher.report.MermaidGraph;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages of workload files as other programs draw them. */
class GraphTest {
  private static final String STAGES =
      """
      name = naps
      stages {
        sums  { from = naps, group-by = millis, reduce { n = count }, output = sums.csv }
        naps  { each { millis = 1..9 }, task { kind = sleep, tasks = 1 } }
        end   { from = sums, after = first, task { command = ["true"] }, output = end.csv }
        first { task { kind = sleep, millis = 1 } }
        both  { join = [naps, sums], on = millis }
      }
      """;

  @TempDir Path directory;

  private StageGraph graph(String workload) throws Exception {
    var ready = new WorkloadDirectory(directory).ready(workload);
    return StageGraph.of(ready.workload(), ready.plan());
  }

  @Test
  void drawsStagesAndWhatTheyNeedForMermaid() throws Exception {
    assertThat(String.join("\n", MermaidGraph.lines(graph(STAGES))))
        .isEqualTo(
            """
            flowchart TD
              s0["naps<br/>9 tasks<br/>kind sleep"]
              s1["first<br/>1 task<br/>kind sleep"]
              s2["end<br/>one task a row<br/>command true<br/>output end.csv"]
              s3(["sums<br/>group-by millis<br/>output sums.csv"])
              s4(["both<br/>join on millis"])
              s3 --> s2
              s1 -. after .-> s2
              s0 --> s3
              s0 --> s4
              s3 --> s4
              style s4 stroke-width:3px\
            """);
  }

  @Test
  void drawsThemForGraphviz() throws Exception {
    assertThat(String.join("\n", DotGraph.lines(graph(STAGES))))
        .isEqualTo(
            """
            digraph "naps" {
              node [shape=box, fontname="sans-serif"];
              "naps" [label="naps\\n9 tasks\\nkind sleep"];
              "first" [label="first\\n1 task\\nkind sleep"];
              "end" [label="end\\none task a row\\ncommand true\\noutput end.csv"];
              "sums" [label="sums\\ngroup-by millis\\noutput sums.csv", style=rounded];
              "both" [label="both\\njoin on millis", style=rounded, penwidth=2];
              "sums" -> "end";
              "first" -> "end" [style=dashed, label="after"];
              "naps" -> "sums";
              "naps" -> "both";
              "sums" -> "both";
            }\
            """);
  }

  @Test
  void escapesWhatMeansSomethingToThoseLanguages() throws Exception {
    var odd =
        graph(
            """
            task { command = ["/bin/a\\"b\\\\N&lt;<i>`#1;\\n]é"], idempotent = true }
            output = "x{{y}|\\"[z]"
            """
                .replace("/bin/a", "./a"));
    assertThat(MermaidGraph.lines(odd).get(1))
        .isEqualTo(
            "  s0[\"w<br/>1 task<br/>command ./a#34;b#92;N#38;lt#59;#60;i#62;#96;#35;1#59;#92;n#93;é"
                + "<br/>output x#123;#123;y#125;#124;#34;#91;z#93;\"]");
    assertThat(DotGraph.lines(odd).get(2))
        .isEqualTo(
            "  \"w\" [label=\"w\\n1 task\\ncommand ./a\\\"b\\\\N&amp;lt;<i>`#1;\\\\n]é"
                + "\\noutput x{{y}|\\\"[z]\", penwidth=2];");
  }
}
