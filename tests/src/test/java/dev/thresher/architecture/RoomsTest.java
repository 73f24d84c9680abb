package dev.thresher.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The import rules between rooms, as docs/architecture.md draws them. */
@AnalyzeClasses(packages = "dev.thresher", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
  private static final String[] PURE = {
    "..thresher.model..", "..thresher.task..", "..thresher.kernel..", "..thresher.workload..",
    "..thresher.plan..", "..thresher.protocol..", "..thresher.schedule..", "..thresher.report..",
    "..thresher.journal..", "..thresher.sim..", "..thresher.compare..", "..thresher.share.."
  };

  /** What each room may import of the others. A room that is not listed may import every room. */
  private static final Map<String, List<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("model", List.of()),
          Map.entry("host", List.of()),
          Map.entry("trace", List.of()),
          Map.entry("task", List.of("model")),
          Map.entry("kernel", List.of()),
          Map.entry("kinds", List.of("model", "task", "kernel")),
          Map.entry("workload", List.of("model", "task")),
          Map.entry("plan", List.of("model", "task", "workload")),
          Map.entry("protocol", List.of("model", "task")),
          Map.entry("schedule", List.of("model", "task", "plan", "protocol")),
          Map.entry("journal", List.of("model", "task", "plan", "protocol", "schedule")),
          Map.entry("ledger", List.of("model", "journal", "codec", "host")),
          Map.entry(
              "execute", List.of("model", "task", "protocol", "data", "host", "trace", "api")),
          Map.entry("data", List.of("model", "task")),
          Map.entry("rundir", List.of("model", "plan", "data", "host")),
          Map.entry("share", List.of("model")),
          Map.entry(
              "codec", List.of("model", "task", "protocol", "journal", "backend", "share", "wire")),
          Map.entry("identity", List.of()),
          Map.entry("cluster", List.of("model", "codec", "identity")),
          Map.entry("remote", List.of("model", "share")),
          Map.entry("standing", List.of("model", "share", "remote", "host", "launch", "rundir")),
          Map.entry("http", List.of("model", "share", "data", "cluster", "standing")),
          Map.entry("launch", List.of("model", "host")),
          Map.entry("api", List.of("model")),
          Map.entry("bench", List.of("model", "host", "launch", "api", "report")),
          Map.entry("report", List.of("model", "task", "plan")),
          Map.entry("compare", List.of("model", "report")),
          Map.entry(
              "trials", List.of("model", "data", "host", "launch", "compare", "report", "trace")),
          Map.entry(
              "backend",
              List.of(
                  "model",
                  "task",
                  "protocol",
                  "execute",
                  "identity",
                  "cluster",
                  "launch",
                  "codec",
                  "data",
                  "share",
                  "transfer",
                  "trace",
                  "host")),
          Map.entry("transfer", List.of("model", "host")),
          Map.entry(
              "coordinator",
              List.of(
                  "model",
                  "task",
                  "plan",
                  "protocol",
                  "schedule",
                  "journal",
                  "ledger",
                  "backend",
                  "rundir",
                  "trace",
                  "host")));

  @ArchTest
  static final ArchRule WHAT_DECIDES_IS_PURE =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.pekko..", "java.util.concurrent..", "java.net..")
          .allowEmptyShould(true)
          .because("the same decisions must replay in a simulation, with no threads and no clock");

  @ArchTest
  static final ArchRule WHAT_DECIDES_ASKS_NO_CLOCK =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule OBJECT_STREAMS_ARE_IN_ONE_ROOM =
      noClasses()
          .that()
          .resideOutsideOfPackage("..thresher.codec..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(java.io.ObjectInputStream.class);

  @ArchTest
  static void importsFollowTheRoomTable(com.tngtech.archunit.core.domain.JavaClasses classes) {
    MAY_IMPORT.forEach((room, allowed) -> {
      var forbidden =
          rooms()
              .filter(other -> !other.equals(room) && !allowed.contains(other))
              .map(other -> "dev.thresher." + other + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage("dev.thresher." + room + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(forbidden)
          .allowEmptyShould(true)
          .check(classes);
    });
  }

  private static java.util.stream.Stream<String> rooms() {
    return Arrays.stream(
        ("model host trace task kernel kinds workload plan protocol schedule journal ledger execute data rundir"
                + " codec identity cluster share transfer launch backend coordinator report compare trials sim remote standing http runtime api bench cli worker wire")
            .split(" "));
  }
}
