package dev.thresher.share;

import static dev.thresher.share.Offers.agent;
import static dev.thresher.share.Offers.key;
import static dev.thresher.share.Offers.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllocationTest {
  private static Map<RunKey, Map<String, Integer>> decide(
      List<AgentOffer> agents, RunDemand... runs) {
    return Allocation.decide(agents, List.of(runs), Map.of());
  }

  @Test
  void aRunThatIsAloneGetsWhatItWantsAndNoMore() {
    var decided = decide(List.of(agent("a", 2), agent("b", 2)), run("one", 3, Map.of()));
    assertThat(decided.get(key("one"))).isEqualTo(Map.of("a", 2, "b", 1));
  }

  @Test
  void aRunThatComesFirstIsServedFirst() {
    var agents = List.of(agent("a", 3));
    var decided = decide(agents, run("first", 5, Map.of()), run("second", 5, Map.of()));
    assertThat(decided.get(key("first"))).isEqualTo(Map.of("a", 2));
    assertThat(decided.get(key("second"))).isEqualTo(Map.of("a", 1));
  }

  @Test
  void aLongRunIsToGiveBackWhatIsAboveItsShareAndNobodyGetsItBefore() {
    var agents = List.of(agent("a", 1, 4, Map.of(key("long"), 4)));
    var decided = decide(agents, run("long", 4, Map.of("a", 4)), run("late", 4, Map.of()));
    assertThat(decided.get(key("long"))).isEqualTo(Map.of("a", 2));
    assertThat(decided.get(key("late"))).isEmpty();
  }

  @Test
  void whatHasBeenGivenBackGoesToWhoWaits() {
    var agents = List.of(agent("a", 1, 4, Map.of(key("long"), 3)));
    var decided = decide(agents, run("long", 4, Map.of("a", 3)), run("late", 4, Map.of()));
    assertThat(decided.get(key("late"))).isEqualTo(Map.of("a", 1));
  }

  @Test
  void aRunKeepsItsWorkersWhereTheyAre() {
    var agents = List.of(agent("a", 4), agent("b", 4));
    var decided = decide(agents, run("one", 2, Map.of("b", 2)));
    assertThat(decided.get(key("one"))).isEqualTo(Map.of("b", 2));
  }

  @Test
  void ofAnAgentWithThreadsARunHasOneWorkerWithAllSlotsAndNobodyElseAny() {
    var agents = List.of(Offers.threads("a", 4), agent("b", 2));
    var decided = decide(agents, run("one", 1, Map.of()), run("two", 6, Map.of()));
    assertThat(decided.get(key("one"))).isEqualTo(Map.of("a", 1));
    assertThat(decided.get(key("two"))).isEqualTo(Map.of("b", 2));
  }

  @Test
  void whatOneRunUsesOfAnAgentWithThreadsLeavesNothingForTheNext() {
    var agents = List.of(Offers.threads("a", 4));
    var decided = decide(agents, run("two", 1, Map.of()), run("one", 1, Map.of("a", 1)));
    assertThat(decided.get(key("two"))).as("what is to be given back first").isEmpty();
    assertThat(decided.get(key("one"))).isEmpty();
  }

  @Test
  void anAgentThatDrainsIsGivenNothingAndIsGivenBack() {
    var draining =
        new AgentOffer(
            "a",
            1,
            new NodeAddress("a", 1),
            "host",
            Offers.VERSION,
            4,
            AgentOffer.Isolation.PROCESSES,
            Map.of(),
            true,
            Map.of(key("one"), 1));
    var decided = decide(List.of(draining, agent("b", 1)), run("one", 3, Map.of("a", 1)));
    assertThat(decided.get(key("one"))).isEqualTo(Map.of("b", 1));
  }

  @Test
  void slotsThatAnAgentHoldsForARunOfWhichNothingIsKnownYetAreNotFree() {
    var agents = List.of(agent("a", 1, 2, Map.of(key("unknown"), 1)));
    var decided = decide(agents, run("one", 2, Map.of()));
    assertThat(decided.get(key("one"))).isEqualTo(Map.of("a", 1));
  }

  @Test
  void aWorkerWithSeveralSlotsTakesThemAll() {
    var agents = List.of(agent("a", 3), agent("b", 1));
    var decided = decide(agents, run(key("wide"), 4, 2, Map.of()), run("thin", 4, Map.of()));
    assertThat(decided.get(key("wide"))).isEqualTo(Map.of("a", 1));
    assertThat(decided.get(key("thin"))).isEqualTo(Map.of("a", 1, "b", 1));
  }

  @Test
  void aRunOfHigherPriorityGetsWhatItWantsAndTheOthersShareTheRest() {
    var agents = List.of(agent("a", 4));
    var urgent = run(key("urgent"), 5, 3, 1, Map.of());
    var decided = decide(agents, run("one", 4, Map.of("a", 4)), run("two", 4, Map.of()), urgent);
    // What is to be given back is not there yet.
    assertThat(decided.get(key("one"))).isEqualTo(Map.of("a", 1));
    assertThat(decided.get(key("urgent"))).isEmpty();
    var later = decide(agents, run("one", 4, Map.of("a", 2)), run("two", 4, Map.of()), urgent);
    assertThat(later.get(key("urgent"))).isEqualTo(Map.of("a", 2));
    assertThat(later.get(key("two"))).isEmpty();
  }

  @Test
  void whatCanNeverBePlacedIsSaidInWords() {
    var agents = List.of(agent("a", 2), agent("b", 4));
    assertThat(Allocation.obstacle(run(key("huge"), 1, 8, Map.of()), agents))
        .hasValueSatisfying(reason -> assertThat(reason).contains("8 slots", "b", "4"));
    assertThat(Allocation.obstacle(run(key("fits"), 1, 4, Map.of()), agents)).isEmpty();
    var labelled =
        new RunDemand(
            key("gpu"),
            new NodeAddress("d", 1),
            Offers.VERSION,
            "ada",
            0,
            1,
            1,
            Map.of("gpu", "yes"),
            Map.of());
    assertThat(Allocation.obstacle(labelled, agents))
        .hasValueSatisfying(reason -> assertThat(reason).contains("gpu=yes"));
    assertThat(Allocation.obstacle(labelled, List.of())).isEmpty();
  }

  private static AgentOffer withMemory(String name, int slots, int largestHeap) {
    return new AgentOffer(
        name,
        1,
        new NodeAddress(name, 7000),
        "host",
        Offers.VERSION,
        slots,
        AgentOffer.Isolation.PROCESSES,
        Map.of(),
        largestHeap,
        false,
        Map.of());
  }

  private static RunDemand withHeap(String name, int workers, int slots, int heap) {
    return new RunDemand(
        key(name),
        new NodeAddress("d", 1),
        Offers.VERSION,
        "ada",
        0,
        workers,
        slots,
        heap,
        Map.of(),
        Map.of());
  }

  @Test
  void aHeapThatIsTooLargeForAHostIsNotPlacedThereAndForAllIsRefused() {
    var agents = List.of(withMemory("a", 8, 2_000), withMemory("b", 2, 4_000));
    assertThat(Allocation.obstacle(withHeap("large", 1, 1, 3_000), agents)).isEmpty();
    assertThat(decide(agents, withHeap("large", 4, 1, 3_000)).get(key("large")))
        .isEqualTo(Map.of("b", 2));
    assertThat(Allocation.obstacle(withHeap("huge", 1, 1, 5_000), agents))
        .hasValueSatisfying(reason -> assertThat(reason).contains("5000 MiB", "b", "4000 MiB"));
    assertThat(Allocation.obstacle(withHeap("both", 1, 4, 3_000), agents))
        .as("the one with the slots has not the memory")
        .hasValueSatisfying(reason -> assertThat(reason).contains("a", "2000 MiB"));
    assertThat(Allocation.obstacle(withHeap("any", 1, 1, 9_000), List.of(agent("c", 1)))).isEmpty();
  }
}
