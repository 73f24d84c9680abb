package dev.thresher.runtime.site;

import dev.thresher.api.ClusterPlace;
import dev.thresher.api.spi.SiteSettings;
import dev.thresher.data.StoredRecords;
import dev.thresher.launch.WorkerCommand;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.rundir.StateDirectory;
import dev.thresher.runtime.ClusterWorkplace;
import dev.thresher.runtime.ProcessWorkplace;
import dev.thresher.runtime.RunOptions;
import dev.thresher.runtime.Staffing;
import dev.thresher.runtime.Workplace;
import dev.thresher.runtime.nodes.ClusterAccess;
import dev.thresher.runtime.nodes.ClusterLink;
import dev.thresher.runtime.nodes.NoClusterException;
import dev.thresher.runtime.nodes.Reachability;
import dev.thresher.share.NodeAddress;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where an executor's worker processes are to be, looked at before anything is written. */
sealed interface SitePlace {
  /**
   * @param fewest of the workers that are kept when there is nothing to do; they start at once
   * @throws IOException if the directory cannot be used
   */
  Workplace workplace(RunDirectory directory, int fewest) throws IOException;

  /** In place of {@link #workplace}: nothing comes of it. */
  void abandon();

  /**
   * @throws IllegalArgumentException if this machine has no room, or there is no such cluster; the
   *     message is for the user
   */
  static SitePlace of(RunOptions options, SiteSettings settings, StateDirectory state) {
    return switch (settings.backend()) {
      case PROCESSES -> ThisHost.of(options);
      case CLUSTER -> Cluster.of(options, settings, state);
      case THREADS, VIRTUAL_THREADS ->
          throw new IllegalArgumentException(settings.backend() + " has no worker processes");
    };
  }

  /** Processes of this program's own. */
  record ThisHost(RunOptions options) implements SitePlace {
    static ThisHost of(RunOptions options) {
      if (ProcessWorkplace.staffing(options) instanceof Staffing.Refused(String reason)) {
        throw new IllegalArgumentException(reason);
      }
      return new ThisHost(options);
    }

    @Override
    public Workplace workplace(RunDirectory directory, int fewest) throws IOException {
      return new ProcessWorkplace(options, directory, fewest, WorkerCommand.LONG_LIVED);
    }

    @Override
    public void abandon() {}
  }

  /** Processes of a cluster's hosts. */
  record Cluster(RunOptions options, ClusterLink link) implements SitePlace {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    static Cluster of(RunOptions options, SiteSettings settings, StateDirectory state) {
      var place =
          settings
              .cluster()
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "backend cluster needs the address of the cluster's coordinator: open"
                          + " cluster:HOST:PORT, or say cluster(...) after the file"));
      if (settings.recycling().memoryBytes().isPresent()) {
        throw new IllegalArgumentException(
            "workers of a cluster are not replaced by their memory, which is seen on their own"
                + " hosts alone; let them be replaced by tasks or age");
      }
      try {
        return new Cluster(
            options, ClusterLink.open(access(place, state), options.settings().processes()));
      } catch (NoClusterException | IOException none) {
        throw new IllegalArgumentException(none.getMessage(), none);
      }
    }

    private static ClusterAccess access(ClusterPlace place, StateDirectory state)
        throws IOException {
      return new ClusterAccess(
          new NodeAddress(place.host(), place.port()),
          identity(place, state),
          place.labels(),
          place.priority());
    }

    private static Path identity(ClusterPlace place, StateDirectory state) throws IOException {
      if (place.identity().isPresent()) {
        return place.identity().get().toAbsolutePath();
      }
      if (Reachability.isLoopback(place.host())) {
        return state.clusterIdentity();
      }
      throw new IllegalArgumentException(
          "at %s others than this machine can connect: name the cluster's key with ClusterPlace.identity"
              .formatted(place.host()));
    }

    @Override
    public Workplace workplace(RunDirectory directory, int fewest) throws IOException {
      var made = new ClusterWorkplace(options, directory, 1, link, new StoredRecords(), fewest);
      made.tell(sentence -> LOG.warn("{}: {}", directory.id(), sentence));
      return made;
    }

    @Override
    public void abandon() {
      link.close();
    }
  }
}
