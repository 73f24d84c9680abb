package dev.thresher.runtime.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.callers.SubmittingCaller;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tasks of one class, submitted by the two methods of {@link SubmittingCaller}. */
class CallSitesTest {
  private static final String ONE = "one";
  private static final String OTHER = "other";

  private final CallSites sites = new CallSites();
  private final Supplier<StackTraceElement> submission = () -> sites.of(String.class);

  private List<String> one(int times) {
    return methods(times, () -> SubmittingCaller.one(submission));
  }

  private List<String> other(int times) {
    return methods(times, () -> SubmittingCaller.other(submission));
  }

  private static List<String> methods(int times, Supplier<StackTraceElement> submit) {
    return IntStream.range(0, times).mapToObj(_ -> submit.get().getMethodName()).toList();
  }

  @Test
  void eachSubmissionHasItsLineHoweverManyCome() {
    assertThat(one(10 * CallSites.CERTAIN)).containsOnly(ONE);
  }

  @Test
  void aClassThatIsSeenOnTwoLinesIsLookedAtEachTime() {
    one(2);
    other(1);
    one(2 * CallSites.CERTAIN);

    assertThat(other(1)).containsExactly(OTHER);
  }

  @Test
  void anotherLineAfterManyIsNoticedAfterAFewDozen() {
    one(2 * CallSites.CERTAIN);

    assertThat(other(CallSites.LOOK + 1)).endsWith(OTHER);
  }
}
