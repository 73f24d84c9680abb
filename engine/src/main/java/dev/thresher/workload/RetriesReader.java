package dev.thresher.workload;

import dev.thresher.task.Backoff;
import dev.thresher.task.RetryOn;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Items;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Numbers;
import dev.thresher.workload.hocon.Shown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code retries}: a number, or a block that also says when. */
final class RetriesReader {
  private static final int MOST_TIMES = 1000;
  private static final int LARGEST_COEFFICIENT = 100;
  private static final String FAILURE = "failure";
  private static final String TIMEOUT = "timeout";
  private static final String WHOLE = "a whole number from 0 to " + MOST_TIMES;
  private static final List<String> CAUSES = List.of(FAILURE, TIMEOUT);

  /** As a class is called in Java or Python, told apart from a misspelt cause. */
  private static final Pattern EXCEPTION =
      Pattern.compile(
          "(?=.*[.\\p{Lu}])[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");

  private final Complaints complaints;
  private final KeyCheck keys;
  private final Scalars scalars;

  RetriesReader(Complaints complaints, KeyCheck keys) {
    this.complaints = complaints;
    this.keys = keys;
    this.scalars = new Scalars(complaints);
  }

  /** Empty only if something was complained of. */
  Optional<Retries> read(Node node) {
    return switch (node) {
      case Branch block -> block(block);
      case Scalar _, Items _, Node.Nothing _, Node.Broken _ ->
          times(node, "retries", WHOLE + ", or a block such as { times = 3 }").map(Retries::of);
    };
  }

  private Optional<Retries> block(Branch block) {
    keys.check(block, " in retries", WorkloadKeys.RETRIES, List.of());
    var times = block.find("times").flatMap(node -> times(node, "retries.times", WHOLE));
    if (block.find("times").isEmpty() && !keys.isProbablyMeant("times")) {
      complaints.add(block.origin(), "retries needs times: how often, such as { times = 3 }");
    }
    var backoff = backoff(block);
    var on = on(block);
    return times.map(known -> new Retries(known, backoff, on));
  }

  private Optional<Integer> times(Node node, String what, String allowed) {
    if (node instanceof Scalar scalar) {
      var whole = Numbers.whole(scalar.written());
      if (whole.isPresent() && whole.getAsLong() >= 0 && whole.getAsLong() <= MOST_TIMES) {
        return Optional.of(Math.toIntExact(whole.getAsLong()));
      }
    }
    scalars.complain(node, what, allowed);
    return Optional.empty();
  }

  private Backoff backoff(Branch block) {
    var usual = Backoff.DEFAULT;
    var initial = pause(block, "initial-interval").orElse(usual.initial());
    var coefficient =
        block
            .find("backoff-coefficient")
            .map(node ->
                scalars
                    .number(node, "retries.backoff-coefficient", 1, LARGEST_COEFFICIENT)
                    .orElse(usual.coefficient()))
            .orElse(usual.coefficient());
    var maximum = pause(block, "maximum-interval");
    if (maximum.isPresent() && maximum.get().compareTo(initial) < 0) {
      complaints.add(
          block.find("maximum-interval").orElseThrow().origin(),
          "retries.maximum-interval must not be less than the first pause of "
              + DurationText.render(initial));
      return usual;
    }
    return new Backoff(
        initial, coefficient, maximum.orElse(Backoff.doublingFrom(initial).maximum()));
  }

  private Optional<Duration> pause(Branch block, String key) {
    return block.find(key).flatMap(node -> scalars.pause(node, "retries." + key));
  }

  private RetryOn on(Branch block) {
    var on = block.find("on");
    var exceptions = new ArrayList<>(names(on, "retries.on", CAUSES));
    boolean failure = exceptions.remove(FAILURE) || on.isEmpty();
    boolean timeout = exceptions.remove(TIMEOUT) || on.isEmpty();
    return new RetryOn(
        failure,
        timeout,
        exceptions,
        names(block.find("non-retryable"), "retries.non-retryable", List.of()));
  }

  private List<String> names(Optional<Node> list, String what, List<String> causes) {
    var names = new LinkedHashSet<String>();
    list.ifPresent(node -> {
      for (var item : node instanceof Items items ? items.items() : List.of(node)) {
        name(item, what, causes).ifPresent(names::add);
      }
    });
    return List.copyOf(names);
  }

  private Optional<String> name(Node item, String what, List<String> causes) {
    if (item instanceof Scalar scalar) {
      var written = scalar.written();
      boolean isMisspelt = CAUSES.contains(written.toLowerCase(Locale.ROOT));
      if (causes.contains(written) || (!isMisspelt && EXCEPTION.matcher(written).matches())) {
        return Optional.of(written);
      }
      complaints.addMisspelling(
          item.origin(),
          "%s must be %s, but is %s".formatted(what, allowed(causes), Shown.quoted(written)),
          written.toLowerCase(Locale.ROOT),
          causes);
    } else {
      scalars.complain(item, what, allowed(causes));
    }
    return Optional.empty();
  }

  private static String allowed(List<String> causes) {
    var exceptions = "names of exceptions such as java.io.IOException or ValueError";
    return causes.isEmpty() ? exceptions : String.join(", ", causes) + " or " + exceptions;
  }
}
