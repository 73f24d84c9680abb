package dev.thresher.share;

import static dev.thresher.share.Offers.agent;
import static dev.thresher.share.Offers.key;
import static dev.thresher.share.Offers.run;
import static dev.thresher.share.Offers.threads;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.RunId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistryTest {
  private static final long SECOND = 1_000_000_000;

  private final Registry registry = new Registry(Offers.VERSION, Duration.ofSeconds(15));

  private List<Allotment> told() {
    return registry.allot().stream().map(Registry.Addressed::allotment).toList();
  }

  @Test
  void whatIsSaidAgainChangesNothing() {
    assertThat(registry.enter(agent("a", 2), 0)).isEmpty();
    assertThat(registry.enter(run("one", 1, Map.of()), 0)).isEmpty();
    assertThat(registry.hasChanged()).isTrue();
    registry.allot();
    registry.enter(agent("a", 2), 1);
    registry.enter(run("one", 1, Map.of()), 1);
    assertThat(registry.hasChanged()).isFalse();
    registry.enter(run("one", 2, Map.of()), 2);
    assertThat(registry.hasChanged()).as("wants more").isTrue();
    registry.allot();
    registry.enter(agent("a", 1, 2, Map.of(key("one"), 1)), 3);
    assertThat(registry.hasChanged()).as("a slot is held").isTrue();
    registry.allot();
    registry.leave(key("one"));
    assertThat(registry.hasChanged()).as("a run left").isTrue();
    registry.allot();
    registry.expire(16 * SECOND);
    assertThat(registry.hasChanged()).as("an agent is not heard of").isTrue();
    registry.allot();
    registry.enter(agent("a", 2), 4);
    registry.allot();
    registry.leave("a", 1);
    assertThat(registry.hasChanged()).as("an agent left").isTrue();
  }

  @Test
  void aRunIsToldWhereItMayHaveWorkers() {
    assertThat(registry.enter(agent("a", 2), 0)).isEmpty();
    assertThat(registry.enter(run("one", 1, Map.of()), 0)).isEmpty();
    assertThat(told())
        .containsExactly(
            new Allotment(
                key("one"),
                List.of(new Allotment.Share("a", new NodeAddress("a", 7000), 1, 1)),
                new Allotment.Totals(1, 2, 2, 1, 2)));
  }

  @Test
  void anAgentOfANameThatALivingOneHasIsRefusedInWords() {
    registry.enter(agent("a", 2), 0);
    assertThat(registry.enter(agent("a", 2, 4, Map.of()), SECOND))
        .hasValueSatisfying(reason -> assertThat(reason).contains("name a", "--name"));
    assertThat(registry.agents()).extracting(AgentOffer::slots).containsExactly(2);
  }

  @Test
  void anAgentThatIsStartedAgainTakesThePlaceOfTheOneThatWasKilled() {
    registry.enter(agent("a", 2), 0);
    assertThat(registry.enter(agent("a", 2, 4, Map.of()), 5 * SECOND)).isEmpty();
    assertThat(registry.agents()).extracting(AgentOffer::slots).containsExactly(4);
  }

  @Test
  void whoIsNotHeardForALeaseIsThereNoMore() {
    registry.enter(agent("a", 2), 0);
    registry.enter(run("one", 1, Map.of()), 0);
    assertThat(registry.expire(15 * SECOND)).isEmpty();
    assertThat(registry.expire(16 * SECOND)).hasSize(2);
    assertThat(registry.agents()).isEmpty();
    assertThat(told()).isEmpty();
  }

  @Test
  void itKnowsForHowLongNothingWasHeardOfWhom() {
    registry.enter(agent("a", 2), 0);
    registry.enter(run("one", 1, Map.of()), SECOND);
    assertThat(registry.silences(3 * SECOND).values())
        .containsExactlyInAnyOrder(Duration.ofSeconds(3), Duration.ofSeconds(2));
  }

  @Test
  void anotherVersionOfTheEngineIsRefused() {
    var other = new Registry("2.0", Duration.ofSeconds(15));
    assertThat(other.enter(agent("a", 2), 0))
        .hasValueSatisfying(reason -> assertThat(reason).contains("1.0", "2.0"));
    assertThat(other.enter(run("one", 1, Map.of()), 0)).isPresent();
    assertThat(other.allot()).isEmpty();
  }

  @Test
  void aDriverOfAnEarlierLifeOfARunIsRefusedAndItsWorkersAreKnownAsOutlived() {
    var later = new RunKey(new RunId("one"), 2);
    registry.enter(run(later, 1, 1, Map.of()), 0);
    assertThat(registry.enter(run("one", 1, Map.of()), 0)).isPresent();
    var holding = agent("a", 1, 2, Map.of(key("one"), 1, key("other"), 1));
    assertThat(registry.outlived(holding)).containsExactly(key("one"));
  }

  @Test
  void whoOnlyAsksIsNotEntered() {
    registry.enter(agent("a", 2), 0);
    assertThat(registry.enter(run("question", 0, Map.of()), 0)).isEmpty();
    assertThat(told()).isEmpty();
    assertThat(registry.standing(run("question", 0, Map.of())).cluster())
        .isEqualTo(new Allotment.Totals(1, 2, 2, 0, 2));
  }

  @Test
  void whoAsksIsToldHowManySuchWorkersThereCouldBe() {
    registry.enter(agent("a", 5), 0);
    registry.enter(threads("b", 16), 0);
    assertThat(registry.standing(run(key("small"), 0, 1, Map.of())).cluster().most())
        .as("five processes here, one with sixteen threads there")
        .isEqualTo(6);
    assertThat(registry.standing(run(key("large"), 0, 2, Map.of())).cluster().most()).isEqualTo(3);
    assertThat(registry.standing(run(key("none"), 0, 17, Map.of())).cluster().most()).isZero();
  }

  @Test
  void oneThatIsRestartedKnowsWhatIsInUseWhenEverybodyHasSpoken() {
    registry.enter(agent("a", 1, 2, Map.of(key("old"), 2)), 0);
    registry.enter(run("new", 2, Map.of()), 0);
    assertThat(told()).extracting(Allotment::shares).containsExactly(List.of());
    registry.enter(run("old", 2, Map.of("a", 2)), 0);
    var shares = told().stream().filter(one -> one.run().equals(key("old"))).toList();
    assertThat(shares.getFirst().shares()).extracting(Allotment.Share::workers).containsExactly(1);
  }
}
