package dev.thresher.runtime.site;

import dev.thresher.api.TaskOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What tasks have in common that go into one stage of the schedule.
 *
 * @param function what is called with each argument, by identity; null if the argument is what is
 *     called
 */
record Terms(
    CallerCode code,
    @Nullable Object function,
    long deadlineNanos,
    boolean idempotent,
    int priority,
    SizeClass size) {

  static Terms of(CallerCode code, @Nullable Object function, TaskOptions options, SizeClass size) {
    return new Terms(
        code,
        function,
        options.deadline().map(Duration::toNanos).orElse(0L),
        options.idempotent(),
        options.priority(),
        size);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Terms that
        && code == that.code
        && function == that.function
        && deadlineNanos == that.deadlineNanos
        && idempotent == that.idempotent
        && priority == that.priority
        && size == that.size;
  }

  @Override
  public int hashCode() {
    int rest = Long.hashCode(deadlineNanos) + 31 * priority + size.ordinal();
    return 31 * (31 * rest + System.identityHashCode(function)) + System.identityHashCode(code);
  }
}
