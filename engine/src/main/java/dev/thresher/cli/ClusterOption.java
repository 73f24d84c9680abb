package dev.thresher.cli;

import dev.thresher.model.BackendKind;
import dev.thresher.runtime.nodes.ClusterAccess;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The cluster on which a run has its workers. */
final class ClusterOption {
  @Option(
      names = "--cluster",
      paramLabel = "HOST:PORT",
      converter = AddressOption.Whole.class,
      description = {
        "Runs tasks on the machines of the cluster whose coordinator listens there; the result comes"
            + " here all the same. Means --backend cluster."
      })
  private @Nullable AddressOption coordinator;

  @Mixin private ClaimOptions claims = new ClaimOptions();

  @Mixin private IdentityOption identity = new IdentityOption();

  /**
   * The backend that is asked for, with what this option says of it.
   *
   * @param asked by other options
   */
  Optional<BackendKind> backend(@Nullable BackendKind asked) {
    if (coordinator == null) {
      return Optional.ofNullable(asked);
    }
    if (asked != null && asked != BackendKind.CLUSTER) {
      throw Refusal.of(
          "--cluster and --backend " + asked.keyword() + " exclude each other; leave one out");
    }
    return Optional.of(BackendKind.CLUSTER);
  }

  Optional<ClusterAccess> access(Surroundings surroundings) {
    return Optional.ofNullable(coordinator)
        .map(address ->
            new ClusterAccess(
                address.node(),
                identity.file(surroundings, address.host()),
                claims.labels(),
                claims.priority()));
  }
}
