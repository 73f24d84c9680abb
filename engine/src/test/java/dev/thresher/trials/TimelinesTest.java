package dev.thresher.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.compare.Timeline;
import dev.thresher.compare.Timeline.Row;
import dev.thresher.data.JsonReader;
import dev.thresher.report.RunReport;
import dev.thresher.report.StoredReport;
import dev.thresher.trace.Note;
import dev.thresher.trace.Note.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelinesTest {
  private static final long COORDINATOR = 100;
  private static final long MILLI = 1_000_000;

  private static RunReport report(String backend, int workers) throws Exception {
    var lives = new ArrayList<String>();
    for (int i = 1; i <= workers; i++) {
      lives.add(
          """
          {"worker": "w%d", "incarnation": 1, "pid": %d, "host": "h", "slots": 1,
           "startedAt": "2026-11-30T10:00:00Z", "endedBy": null, "expected": true,
           "completed": 1, "failed": 0, "taskMillis": 1.0}\
          """
              .formatted(i, backend.equals("processes") ? COORDINATOR + i : COORDINATOR));
    }
    var text =
        """
        {"run": "r", "workload": "w", "backend": "%s", "transport": "t", "workersAsked": 2,
         "coordinator": %d, "runDirectory": null, "startedAt": null, "workers": [%s],
         "tasks": {"total": 2, "completed": 2, "failed": 0, "retried": 0}, "wallMillis": 1.0,
         "taskMillis": 1.0, "bytesSent": 0, "bytesReceived": 0, "end": "completed", "detail": "",
         "result": null, "outputs": [], "failures": [], "failureGroups": []}\
        """
            .formatted(backend, COORDINATOR, String.join(",", lives));
    return StoredReport.of(
        JsonReader.object(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private static Note task(long thread, long index, long fromMillis, long toMillis) {
    long from = 5_000 + fromMillis * MILLI;
    long to = 5_000 + toMillis * MILLI;
    return new Note(Kind.RAN, 0, thread, 1, index, index + 1, from, from, to, to);
  }

  private static Note began() {
    return new Note(Kind.BEGAN, 0, 0, 0, 0, 0, 5_000, 0, 0, 0);
  }

  private static Timeline timeline(Map<Long, List<Note>> notes, RunReport report) {
    return Timelines.of(notes, report, 1).orElseThrow();
  }

  @Test
  void aWorkerProcessIsARowWithItsTasksAsBarsAndItsGapsBetweenThem() throws Exception {
    var notes =
        Map.of(
            COORDINATOR,
            List.of(began()),
            COORDINATOR + 1,
            List.of(task(1, 0, 100, 200), task(1, 2, 300, 400)),
            COORDINATOR + 2,
            List.of(task(1, 1, 150, 900)));
    var timeline = timeline(notes, report("processes", 2));
    assertThat(timeline.rows()).extracting(Row::name).containsExactly("w1", "w2");
    assertThat(timeline.seconds()).isCloseTo(0.9, within(1e-9));
    var bars = timeline.rows().getFirst().bars();
    assertThat(bars).hasSize(2);
    assertThat(bars.getLast().from()).isCloseTo(0.3, within(1e-9));
    assertThat(bars.getLast().to()).isCloseTo(0.4, within(1e-9));
  }

  @Test
  void threadsAreRowsOfOneProcess() throws Exception {
    var notes = Map.of(COORDINATOR, List.of(began(), task(31, 0, 0, 10), task(32, 1, 0, 20)));
    assertThat(timeline(notes, report("threads", 2)).rows())
        .extracting(Row::name)
        .containsExactly("thread 1", "thread 2");
  }

  @Test
  void virtualThreadsTakeAsManyRowsAsRanAtOnce() throws Exception {
    var notes =
        Map.of(
            COORDINATOR,
            List.of(began(), task(31, 0, 0, 10), task(32, 1, 5, 20), task(33, 2, 11, 30)));
    assertThat(timeline(notes, report("virtual-threads", 1)).rows()).hasSize(2);
  }

  @Test
  void tinyTasksThatCannotBeToldApartAreOneBarAndAGapThatCanBeSeenStays() throws Exception {
    var notes = new ArrayList<>(List.of(began()));
    for (int i = 0; i < 5_000; i++) {
      notes.add(task(31, i, 2L * i, 2L * i + 1));
    }
    notes.add(task(31, 5_000, 20_000, 20_001));
    var timeline = timeline(Map.of(COORDINATOR, notes), report("threads", 1));
    assertThat(timeline.count()).isEqualTo(5_001);
    assertThat(timeline.bars()).isBetween(2L, 800L);
    assertThat(timeline.rows().getFirst().bars().getLast().from()).isCloseTo(20, within(1e-9));
  }

  @Test
  void withoutNotesThereIsNone() throws Exception {
    assertThat(Timelines.of(Map.of(), report("threads", 1), 1)).isEmpty();
  }
}
