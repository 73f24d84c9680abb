package dev.thresher.scenario;

import dev.thresher.api.Thresher;
import dev.thresher.api.ThresherBuilder;
import dev.thresher.api.Transport;
import dev.thresher.model.EngineSettings;
import java.util.Locale;
import java.util.Optional;

/**
 * What carries tasks to the worker processes of tests: what the engine takes by default, or what
 * {@code -Dthresher.test.transport} names, so that a suite can be run on either; {@code cluster}
 * lets executors have their processes on the hosts of one.
 */
public final class TransportUnderTest {
  private static final String CLUSTER = "cluster";

  private TransportUnderTest() {}

  /** Empty if none is asked for. */
  public static Optional<String> asked() {
    return Optional.ofNullable(System.getProperty("thresher.test.transport"));
  }

  public static EngineSettings in(EngineSettings settings) {
    return asked()
        .filter(word -> !word.equals(CLUSTER))
        .map(word -> EngineSettings.Transport.valueOf(word.toUpperCase(Locale.ROOT)))
        .map(settings::withTransport)
        .orElse(settings);
  }

  public static ThresherBuilder processes(int workers) {
    if (asked().equals(Optional.of(CLUSTER))) {
      return Thresher.builder().cluster(ClusterUnderTest.place().workers(workers));
    }
    var builder = Thresher.builder().processes(workers);
    asked().ifPresent(word -> builder.transport(Transport.valueOf(word.toUpperCase(Locale.ROOT))));
    return builder;
  }

  public static Thresher open(int workers) {
    return processes(workers).open();
  }
}
