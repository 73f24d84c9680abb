package dev.thresher.cli;

import dev.thresher.cluster.CannotListenException;
import dev.thresher.cluster.Listen;
import dev.thresher.runtime.nodes.CoordinatorHttp;
import dev.thresher.runtime.nodes.StandingNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "coordinator",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Starts the coordinator of a cluster of several machines, and stays until it is ended.",
      "",
      "It knows which hosts have joined and which run has how many of their slots, and nothing else:"
          + " if it ends, runs go on with the workers that they have, and it may be started again"
          + " at the same address at any time."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCodes.USAGE_TEXT,
      ExitCodes.INTERNAL_TEXT,
      "130:interrupted (Ctrl-C)",
      "143:terminated (SIGTERM)"
    })
final class CoordinatorCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      required = true,
      converter = AddressOption.Whole.class,
      description = "Where it listens: an address of this machine by which the others reach it.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private AddressOption listen;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "The address of this machine to listen at, if it is not the one in --listen.")
  private @Nullable String bind;

  @Option(
      names = "--http",
      paramLabel = "HOST[:PORT]",
      converter = AddressOption.Partly.class,
      description = {
        "Where it answers over HTTP, on the loopback interface only; by default 127.0.0.1 and a free"
            + " port, which the verbs that ask find by themselves."
      })
  private AddressOption http = new AddressOption("127.0.0.1", 0);

  @Mixin private IdentityOption identity = new IdentityOption();

  @Option(
      names = {"-v", "--verbose"},
      description = "Shows the engine's log too.")
  private boolean verbose;

  CoordinatorCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    var screen = surroundings.screen();
    var at = bind == null ? listen.host() : bind;
    var file = identity.file(surroundings, at);
    var end = new CountDownLatch(1);
    try (var _ = RunLog.open(screen, verbose);
        var signals = StopSignals.install(end::countDown)) {
      var node =
          StandingNode.coordinator(
              file, new Listen(listen.host(), listen.port(), at), screen::line);
      screen.line("coordinator at " + node.address() + "; the cluster's key is in " + file);
      serve(node, file, end);
      return signals.exitCode().orElse(ExitCodes.DONE);
    } catch (IOException | CannotListenException impossible) {
      throw Refusal.of(String.valueOf(impossible.getMessage()));
    }
  }

  private void serve(StandingNode node, Path key, CountDownLatch end)
      throws IOException, CannotListenException, InterruptedException {
    try (var answers = CoordinatorHttp.open(node, key, http.node(), surroundings.state().root())) {
      surroundings
          .screen()
          .line("http at " + answers.address() + "; the token is in " + answers.token());
      end.await();
    } finally {
      node.close();
    }
  }
}
