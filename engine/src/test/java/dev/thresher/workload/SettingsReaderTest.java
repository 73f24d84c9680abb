package dev.thresher.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.model.EngineSettings;
import dev.thresher.model.EngineSettings.DispatcherKind;
import dev.thresher.model.EngineSettings.Processes;
import dev.thresher.model.EngineSettings.Routing;
import dev.thresher.model.EngineSettings.Schedule;
import dev.thresher.model.EngineSettings.Threads;
import dev.thresher.workload.SettingsReader.Settled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
  // Each holds beside the defaults of the others: a window is no smaller than a batch.
  private static final List<String> OTHERS =
      List.of(
          "threads.dispatcher=virtual",
          "threads.pool-size=7",
          "processes.slots=2",
          "processes.heap-mebibytes=512",
          "processes.start-timeout=40s",
          "processes.lease=20s",
          "processes.beat=3s",
          "processes.respawn-limit=9",
          "processes.respawn-window=2m",
          "schedule.batch-target=7ms",
          "schedule.batch-limit=64",
          "schedule.batches-in-flight=3",
          "schedule.window=5000",
          "schedule.routing=random",
          "ledger=off",
          "transport=artery",
          "cluster.shared-filesystem=false",
          "cluster.largest-file=3 MiB");

  @Test
  void theDefaultsAreThese() {
    assertThat(Workloads.settings().defaults().settings())
        .isEqualTo(
            new EngineSettings(
                new Threads(DispatcherKind.FIXED, 0),
                new Processes(
                    1,
                    0,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(1),
                    5,
                    Duration.ofSeconds(60)),
                new Schedule(Duration.ofMillis(50), 4096, 2, 65536, Routing.LEAST_LOADED)));
  }

  @Test
  void everyKeySetToSomethingElseArrives() {
    var settled = Workloads.settings().read(overrides(OTHERS));

    assertThat(((Settled.Known) settled).settings().settings())
        .isEqualTo(
            new EngineSettings(
                new Threads(DispatcherKind.VIRTUAL, 7),
                new Processes(
                    2,
                    512,
                    Duration.ofSeconds(40),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(3),
                    9,
                    Duration.ofMinutes(2)),
                new Schedule(Duration.ofMillis(7), 64, 3, 5000, Routing.RANDOM),
                EngineSettings.Ledger.OFF,
                EngineSettings.Transport.ARTERY,
                new EngineSettings.Cluster(EngineSettings.SharedFilesystem.FALSE, 3L << 20)));
  }

  @Test
  void everyKeyOfTheReferenceIsAmongTheseAndIsRead() {
    assertThat(Workloads.settings().defaults().all())
        .extracting(EffectiveSettings.Setting::key)
        .containsExactlyElementsOf(
            OTHERS.stream().map(set -> set.substring(0, set.indexOf('='))).toList());
    // A key that nobody read would leave the settings as they are.
    var byDefault = Workloads.settings().defaults().settings();
    for (var set : OTHERS) {
      var one = (Settled.Known) Workloads.settings().read(overrides(List.of(set)));
      assertThat(one.settings().settings()).as(set).isNotEqualTo(byDefault);
    }
  }

  @Test
  void saysAllThatIsWrongWithSettingsAtOnce() {
    var settled =
        (Settled.Refused)
            Workloads.settings()
                .read(overrides(List.of("schedule.window=x", "processes.bet=1s", "threads=5")));

    assertThat(settled.complaints()).hasSize(3);
  }

  @Test
  void aReferenceThatIsMalformedOrIncompleteIsNoReference() {
    assertThatThrownBy(() -> SettingsReader.of("thresher {"))
        .isInstanceOf(IllegalArgumentException.class);
    var incomplete = SettingsReader.of("thresher { threads { pool-size = 1 } }");
    assertThatThrownBy(incomplete::defaults).isInstanceOf(IllegalArgumentException.class);
  }

  private static Overrides overrides(List<String> sets) {
    var under = new ArrayList<String>();
    sets.forEach(set -> under.add("engine." + set));
    return new Overrides(under, Optional.empty(), OptionalInt.empty());
  }
}
