package dev.thresher.workload;

import dev.thresher.model.EngineSettings;
import dev.thresher.model.EngineSettings.DispatcherKind;
import dev.thresher.model.EngineSettings.Processes;
import dev.thresher.model.EngineSettings.Routing;
import dev.thresher.model.EngineSettings.Schedule;
import dev.thresher.model.EngineSettings.Threads;
import dev.thresher.workload.hocon.Complaint;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.HoconText;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.SourceReader.Source;
import java.util.List;
import java.util.Optional;

/**
 * Reads the engine's settings: the reference below, the file's {@code engine { }} and the command
 * line above it. The only place that spells their keys. Safe for several threads.
 */
public final class SettingsReader {
  private final Branch reference;

  private SettingsReader(Branch reference) {
    this.reference = reference;
  }

  /**
   * @param text of the engine's {@code reference.conf}, with everything under {@code thresher}
   * @throws IllegalArgumentException if it is malformed
   */
  public static SettingsReader of(String text) {
    var name = "reference.conf";
    if (HoconText.parse(_ -> new Source.Text(name, text), name)
            instanceof HoconText.Understood(HoconText understood)
        && understood.resolve(List.of()) instanceof HoconText.Document document
        && document.complaints().isEmpty()
        && document.root().find("thresher").orElse(null) instanceof Branch reference) {
      return new SettingsReader(reference);
    }
    throw new IllegalArgumentException(name + " is malformed");
  }

  /**
   * @throws IllegalArgumentException if the reference does not hold every key
   */
  public EffectiveSettings defaults() {
    var complaints = new Complaints();
    return read(Optional.empty(), complaints)
        .orElseThrow(() -> new IllegalArgumentException("" + complaints.sorted()));
  }

  /** Settings alone, as far as the command line gives any. */
  public sealed interface Settled {
    record Known(EffectiveSettings settings) implements Settled {}

    record Refused(List<Complaint> complaints) implements Settled {
      public Refused {
        complaints = List.copyOf(complaints);
      }
    }
  }

  /** Without a file: of the arguments only those for {@code engine.…} mean something. */
  public Settled read(Overrides overrides) {
    var complaints = new Complaints();
    var name = "no file";
    if (!(HoconText.parse(_ -> new Source.Text(name, ""), name)
        instanceof HoconText.Understood(HoconText empty))) {
      throw new IllegalStateException("an empty text is always understood");
    }
    var assignments = OverrideArguments.of(overrides, empty, complaints);
    switch (empty.resolve(assignments)) {
      case HoconText.Refused(List<Complaint> refused) -> refused.forEach(complaints::add);
      case HoconText.Document document -> {
        document.complaints().forEach(complaints::add);
        var engine = document.root().find("engine").filter(Branch.class::isInstance);
        var settings = read(engine.map(Branch.class::cast), complaints);
        if (complaints.isEmpty() && settings.isPresent()) {
          return new Settled.Known(settings.get());
        }
      }
    }
    return new Settled.Refused(complaints.sorted());
  }

  /**
   * @param engine what a file and the command line put over the defaults
   * @return empty if something was complained of
   */
  Optional<EffectiveSettings> read(Optional<Branch> engine, Complaints complaints) {
    var found = new Complaints();
    var layers = new SettingLayers(reference, engine, found);
    try {
      var settings =
          new EngineSettings(
              threads(layers),
              processes(layers),
              schedule(layers),
              layers.choice("ledger", EngineSettings.Ledger.class),
              layers.choice("transport", EngineSettings.Transport.class),
              new EngineSettings.Cluster(
                  layers.choice("cluster.shared-filesystem", EngineSettings.SharedFilesystem.class),
                  layers.size("cluster.largest-file")));
      if (found.isEmpty()) {
        return Optional.of(new EffectiveSettings(settings, layers.all()));
      }
    } catch (IllegalArgumentException inconsistent) {
      layers.complainOf(String.valueOf(inconsistent.getMessage()));
    }
    found.sorted().forEach(complaints::add);
    return Optional.empty();
  }

  private static Threads threads(SettingLayers layers) {
    return new Threads(
        layers.choice("threads.dispatcher", DispatcherKind.class),
        layers.count("threads.pool-size", 0));
  }

  private static Processes processes(SettingLayers layers) {
    return new Processes(
        layers.count("processes.slots", 1),
        layers.count("processes.heap-mebibytes", 0),
        layers.duration("processes.start-timeout"),
        layers.duration("processes.lease"),
        layers.duration("processes.beat"),
        layers.count("processes.respawn-limit", 0),
        layers.duration("processes.respawn-window"));
  }

  private static Schedule schedule(SettingLayers layers) {
    return new Schedule(
        layers.duration("schedule.batch-target"),
        layers.count("schedule.batch-limit", 1),
        layers.count("schedule.batches-in-flight", 1),
        layers.count("schedule.window", 1),
        layers.choice("schedule.routing", Routing.class));
  }
}
