package dev.thresher.cli;

import dev.thresher.host.HostName;
import dev.thresher.share.NodeAddress;
import dev.thresher.standing.CoordinatorHome;
import dev.thresher.standing.CoordinatorHome.Reachable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which coordinator a verb asks. */
final class ContactOption {
  @Option(
      names = "--cluster",
      paramLabel = "HOST:PORT",
      converter = AddressOption.Whole.class,
      description = {
        "The coordinator: where it answers over HTTP, or where it listens. By default the one of"
            + " yours that runs on this host."
      })
  private @Nullable AddressOption cluster;

  @Option(
      names = "--token",
      paramLabel = "FILE",
      description = {
        "The file with the coordinator's token, if it was not started from this state directory."
      })
  private @Nullable Path token;

  /** Finds the coordinator; does not speak to it yet. */
  Contact contact(Surroundings surroundings) throws IOException {
    var here =
        CoordinatorHome.announced(surroundings.state().root()).stream()
            .filter(one -> one.host().equals(HostName.ofThisHost()))
            .toList();
    return cluster == null ? only(here) : named(here, cluster.node(), surroundings);
  }

  private Contact named(List<Reachable> here, NodeAddress wanted, Surroundings surroundings) {
    if (token != null) {
      return new Contact(wanted, surroundings.directory().resolve(token));
    }
    return here.stream()
        .filter(one -> isSame(one.http(), wanted) || isSame(one.listen(), wanted))
        .findFirst()
        .map(one -> new Contact(one.http(), one.token()))
        .orElseThrow(() ->
            Refusal.unreachable(
                "no coordinator that was started from this state directory on this host answers at "
                    + wanted
                    + "; name the file of its token with --token"));
  }

  private static boolean isSame(NodeAddress one, NodeAddress other) {
    return one.port() == other.port() && plain(one.host()).equals(plain(other.host()));
  }

  private static String plain(String host) {
    return host.equals("localhost") ? "127.0.0.1" : host;
  }

  private static Contact only(List<Reachable> here) {
    var living = here.stream().filter(one -> one.process().living().isPresent()).toList();
    if (living.size() > 1) {
      throw Refusal.of(
          "several coordinators of yours run on this host, "
              + living.stream()
                  .map(one -> one.listen().toString())
                  .sorted()
                  .collect(Collectors.joining(", "))
              + "; name one with --cluster");
    }
    return living.stream()
        .findFirst()
        .map(one -> new Contact(one.http(), one.token()))
        .orElseThrow(() -> Refusal.unreachable(nobody(here)));
  }

  private static String nobody(List<Reachable> dead) {
    return dead.stream()
            .map(one ->
                "the coordinator at %s, process %d, has died; "
                    .formatted(one.listen(), one.process().pid()))
            .collect(Collectors.joining())
        + "no coordinator of yours runs on this host: start one with 'thresher cluster up N' or"
        + " 'thresher coordinator', or name one elsewhere with --cluster and --token";
  }
}
