package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.JsonText;
import dev.thresher.report.PlanJson;
import dev.thresher.report.PlanPreview;
import dev.thresher.report.PlanText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first tasks of a workload, as people are shown them before a run. */
class PreviewTest {
  @TempDir Path directory;

  private PlanPreview preview(String workload) throws Exception {
    var ready = new WorkloadDirectory(directory).ready(workload);
    return PlanPreview.of(ready.plan(), BuiltinKinds.load(), new StoredRecords());
  }

  private List<String> lines(String workload) throws Exception {
    return PlanText.lines(preview(workload));
  }

  @Test
  void showsCommandsAsTheyWouldBeTyped() throws Exception {
    assertThat(
            lines(
                """
                each { who = ["it's", "two\\nlines"], n = [1, 2] }
                task {
                  command = [sh, -c, "cat > \\"$1\\"", "{who}", "{out}"]
                  stdin = "hello {who}"
                  environment { NUMBER = "{n}" }
                  directory = "in/{n}"
                }
                output = "made/{index}.txt"
                """))
        .containsExactly(
            "  w: 4 tasks, output " + directory + "/made/{index}.txt",
            "    0: {\"who\":\"it's\",\"n\":\"1\"}",
            "       command sh -c 'cat > \"$1\"' 'it'\\''s' {out}",
            "       environment NUMBER=1",
            "       directory " + directory + "/in/1",
            "       stdin 'hello it'\\''s'",
            "       file " + directory + "/made/0.txt",
            "    1: {\"who\":\"it's\",\"n\":\"2\"}",
            "       command sh -c 'cat > \"$1\"' 'it'\\''s' {out}",
            "       environment NUMBER=2",
            "       directory " + directory + "/in/2",
            "       stdin 'hello it'\\''s'",
            "       file " + directory + "/made/1.txt",
            "    2: {\"who\":\"two\\nlines\",\"n\":\"1\"}",
            "       command sh -c 'cat > \"$1\"' $'two\\nlines' {out}",
            "       environment NUMBER=1",
            "       directory " + directory + "/in/1",
            "       stdin $'hello two\\nlines'",
            "       file " + directory + "/made/2.txt");
  }

  @Test
  void showsTheVariablesOfAShell() throws Exception {
    var lines =
        lines(
            """
            each { n = [1] }
            task { command = "echo $n", shell = true, stdin { file = "in.txt" } }
            """);
    assertThat(lines)
        .contains(
            "       command /bin/sh -c 'echo $n'",
            "       environment n=1",
            "       stdin of " + directory + "/in.txt");
  }

  @Test
  void knowsNoTasksOverTheRowsOfAnotherStage() throws Exception {
    var lines =
        lines(
            """
            stages {
              naps { each { millis = 1..9 }, task { kind = sleep, tasks = 1 } }
              sums { from = naps, group-by = millis, reduce { n = count } }
              more { from = sums, task { kind = sleep, tasks = 1 } }
            }
            """);
    assertThat(lines).contains("  naps: 9 tasks", "  more: one task a row of sums");
    assertThat(lines).contains("  sums: groups by millis of naps, no tasks");
    assertThat(lines).filteredOn(line -> line.matches(" {4}\\d.*")).hasSize(3);
  }

  @Test
  void tellsProgramsTheSame() throws Exception {
    var preview = preview("each { n = [7] }, task { command = [echo, \"{n}\"] }");
    var json = JsonText.of(PlanJson.of(preview));
    assertThat(json)
        .contains(
            "\"firstTasks\":[{\"index\":0,\"arguments\":{\"n\":\"7\"},\"command\":{\"words\":[\"echo\",\"7\"],"
                + "\"environment\":{},\"directory\":null,\"stdin\":null,\"stdinFile\":null},\"output\":null}]");
    assertThat(JsonText.of(PlanJson.of(preview.plan()))).doesNotContain("firstTasks");
  }
}
