package dev.thresher.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportPaceTest {
  private static final long START = -7;
  private static final long SOON = START + ReportPace.SOON_NANOS;
  private static final long LATER = START + ReportPace.INTERVAL_NANOS;

  private final ReportPace pace = new ReportPace(START);

  @Test
  void aBusySlotReportsOnceInAnInterval() {
    assertThat(pace.isDue(SOON)).isFalse();
    assertThat(pace.isDue(LATER - 1)).isFalse();
    assertThat(pace.isDue(LATER)).isTrue();
    pace.reported(LATER);
    assertThat(pace.isDue(LATER + ReportPace.INTERVAL_NANOS - 1)).isFalse();
    assertThat(pace.isDue(LATER + ReportPace.INTERVAL_NANOS)).isTrue();
  }

  @Test
  void whereSomebodyWaitsTheNextReportComesSoonAndOnlyThatOne() {
    pace.hurry();
    assertThat(pace.isDue(SOON - 1)).isFalse();
    assertThat(pace.isDue(SOON)).isTrue();
    pace.reported(SOON);
    assertThat(pace.isDue(SOON + ReportPace.SOON_NANOS)).isFalse();
  }
}
