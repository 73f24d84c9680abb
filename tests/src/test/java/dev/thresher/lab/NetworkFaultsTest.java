package dev.thresher.lab;

import static dev.thresher.lab.LabHost.BIG;
import static dev.thresher.lab.LabHost.DESK;
import static dev.thresher.lab.LabHost.LEFT;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run for each fault, on one cluster: whatever happens to the coordinator, to a worker or to the
 * run itself, its output is that of a run that nothing happened to, each task is committed once,
 * and the cluster is there for the next.
 */
@Tag("slow")
@Timeout(180)
class NetworkFaultsTest {
  /** What two workers of one slot may have at hand when they are taken for lost. */
  private static final int IN_HAND = 16;

  /** TCP tries again after about 25 s, and then after 51: this is between the two. */
  private static final int LONG = 29;

  @TempDir static Path directory;
  private static @Nullable Lab lab;

  @BeforeAll
  static void open() throws Exception {
    lab = Lab.open(directory).orElse(null);
  }

  @AfterAll
  static void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private static void play(LabCell cell) throws Exception {
    var here = lab;
    assumeTrue(here != null, "there is no right to make network namespaces");
    here.play(cell);
  }

  private static List<LabCell> each(int seconds, int again, Fault... faults) {
    var cells = new ArrayList<LabCell>();
    for (var fault : faults) {
      for (var struck : List.of(BIG, LEFT, DESK)) {
        // Who has no part in tasks costs none.
        cells.add(new LabCell(fault, struck, seconds, struck == BIG ? 0 : again));
      }
    }
    return cells;
  }

  static List<LabCell> cutForAMoment() {
    return each(5, 0, Fault.CUT, Fault.PULLED);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void cutForAMoment(LabCell cell) throws Exception {
    play(cell);
  }

  static List<LabCell> oneWayForAMoment() {
    return each(5, 0, Fault.MUTE, Fault.DEAF);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void oneWayForAMoment(LabCell cell) throws Exception {
    play(cell);
  }

  static List<LabCell> longerThanALease() {
    return each(LONG, IN_HAND, Fault.CUT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void longerThanALease(LabCell cell) throws Exception {
    play(cell);
  }

  static List<LabCell> unheardForLong() {
    return each(LONG, IN_HAND, Fault.MUTE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void unheardForLong(LabCell cell) throws Exception {
    play(cell);
  }

  static List<LabCell> deafForLong() {
    return each(LONG, IN_HAND, Fault.DEAF);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void deafForLong(LabCell cell) throws Exception {
    play(cell);
  }

  static List<LabCell> pulledForLong() {
    return each(LONG, IN_HAND, Fault.PULLED);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void pulledForLong(LabCell cell) throws Exception {
    play(cell);
  }

  static List<LabCell> longerThanTheGraceOfOrphans() {
    return each(40, IN_HAND, Fault.CUT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void longerThanTheGraceOfOrphans(LabCell cell) throws Exception {
    play(cell);
  }

  static List<LabCell> badLines() {
    return each(10, 0, Fault.LOSSY, Fault.THIN);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void badLines(LabCell cell) throws Exception {
    assumeTrue(LabNetwork.canLosePackets(), "there is no iptables or no tc");
    play(cell);
  }

  static List<LabCell> slowConnections() {
    return each(10, 0, Fault.DELAYED);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void slowConnections(LabCell cell) throws Exception {
    play(cell);
  }

  static List<LabCell> brokenConnections() {
    return each(10, 0, Fault.RESETS, Fault.FLIPS);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void brokenConnections(LabCell cell) throws Exception {
    play(cell);
  }

  static List<LabCell> flappingLinks() {
    return each(20, IN_HAND, Fault.FLAPS);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void flappingLinks(LabCell cell) throws Exception {
    play(cell);
  }

  static List<LabCell> struckProcesses() {
    var cells = each(5, 0, Fault.FROZEN);
    cells.addAll(each(5, IN_HAND, Fault.KILLED));
    return cells;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void struckProcesses(LabCell cell) throws Exception {
    play(cell);
  }

  /** A run that was stopped itself takes nobody for lost, whatever it has not heard meanwhile. */
  static List<LabCell> frozenForLong() {
    return List.of(
        new LabCell(Fault.FROZEN, BIG, 25, 0),
        new LabCell(Fault.FROZEN, LEFT, 25, IN_HAND),
        new LabCell(Fault.FROZEN, DESK, 25, 0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void frozenForLong(LabCell cell) throws Exception {
    play(cell);
  }

  static List<LabCell> frozenWithAllProcesses() {
    return List.of(
        new LabCell(Fault.ALL_FROZEN, LEFT, 5, 0),
        new LabCell(Fault.ALL_FROZEN, LEFT, 25, IN_HAND));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void frozenWithAllProcesses(LabCell cell) throws Exception {
    play(cell);
  }

  static List<LabCell> frozenBeyondTheGrace() {
    return each(40, IN_HAND, Fault.FROZEN);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void frozenBeyondTheGrace(LabCell cell) throws Exception {
    play(cell);
  }

  static List<LabCell> drainedWhileCut() {
    return each(5, IN_HAND, Fault.DRAINED_WHILE_CUT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void drainedWhileCut(LabCell cell) throws Exception {
    play(cell);
  }
}
