package dev.thresher.cli;

import dev.thresher.http.HttpAsk.Told;
import dev.thresher.model.RunEnd;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.standing.JobId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** Questions about one job, asked again and again: a coordinator may be started again meanwhile. */
final class JobCalls {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration AGAIN = Duration.ofMillis(300);

  private final Surroundings surroundings;
  private final ContactOption coordinator;
  private final JobId job;

  JobCalls(Surroundings surroundings, ContactOption coordinator, String typed) {
    this.surroundings = surroundings;
    this.coordinator = coordinator;
    this.job =
        JobId.parse(typed)
            .orElseThrow(() ->
                Refusal.of(
                    List.of(
                        Complaint.aboutArgument(typed, "is no job's name; they are j1, j2, …"))));
  }

  private String path() {
    return "/v1/jobs/" + job;
  }

  Fields state() throws IOException, InterruptedException {
    return patiently(contact -> contact.get(path()));
  }

  Told log(long from) throws IOException, InterruptedException {
    return patiently(contact -> contact.raw(path() + "/log?from=" + from));
  }

  Fields cancel(boolean now) throws IOException {
    return coordinator
        .contact(surroundings)
        .post(path() + "/cancel", Fields.of("now", Value.of(now)));
  }

  private interface Question<T> {
    T ask(Contact contact) throws IOException;
  }

  private boolean hasAnswered;

  // A coordinator that has never answered is not waited for.
  private <T> T patiently(Question<T> question) throws IOException, InterruptedException {
    long since = System.nanoTime();
    while (true) {
      try {
        var answer = question.ask(coordinator.contact(surroundings));
        hasAnswered = true;
        return answer;
      } catch (Refusal refused) {
        boolean isAway = refused.exitCode() == RunEnd.NO_CLUSTER.exitCode();
        if (!hasAnswered || !isAway || System.nanoTime() - since > PATIENCE.toNanos()) {
          throw refused;
        }
        Thread.sleep(AGAIN);
      }
    }
  }

  /** Empty while it runs; of one that has died without a code, 70. */
  static OptionalInt exitCode(Fields state) {
    return switch (state.text("state")) {
      case "running" -> OptionalInt.empty();
      case "ended" -> OptionalInt.of(Math.toIntExact(state.whole("exitCode")));
      default -> OptionalInt.of(ExitCodes.INTERNAL);
    };
  }
}
