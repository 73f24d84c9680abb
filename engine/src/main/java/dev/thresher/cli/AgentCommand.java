package dev.thresher.cli;

import dev.thresher.backend.node.AgentEvents;
import dev.thresher.cluster.CannotListenException;
import dev.thresher.cluster.Listen;
import dev.thresher.host.HostName;
import dev.thresher.runtime.nodes.Reachability;
import dev.thresher.runtime.nodes.StandingNode;
import dev.thresher.share.AgentOffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Lends this machine to a cluster, and stays until it is ended: starts worker processes for the"
          + " runs that the cluster's coordinator gives slots here.",
      "",
      "With --background it returns when the worker has joined, which goes on without your terminal;"
          + " --end ends such a one.",
      "",
      "SIGTERM or Ctrl-C lets running tasks finish and takes no new ones; a second one ends it at"
          + " once. Without the coordinator it goes on working for its runs, and joins again when"
          + " there is one."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:in the background: it has joined, or ended",
      "2:bad command line, or the coordinator does not let it in",
      "3:in the background: it has not joined",
      ExitCodes.INTERNAL_TEXT,
      "130:interrupted (Ctrl-C)",
      "143:terminated (SIGTERM)"
    })
final class AgentCommand implements Callable<Integer> {
  private static final int GIBIBYTE_BITS = 30;
  private static final long MOST_GIBIBYTES = 1_000_000;

  private final Surroundings surroundings;

  @Option(
      names = "--join",
      paramLabel = "HOST:PORT",
      required = true,
      converter = AddressOption.Whole.class,
      description = "Where the cluster's coordinator listens.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private AddressOption join;

  @Option(
      names = "--listen",
      paramLabel = "HOST[:PORT]",
      converter = AddressOption.Partly.class,
      description = {
        "Where it listens: an address of this machine by which the others reach it. By default the"
            + " one that leads to the coordinator, and a free port."
      })
  private @Nullable AddressOption listen;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "The address of this machine to listen at, if it is not the one in --listen.")
  private @Nullable String bind;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description =
          "Tasks at once, in all workers together; by default as many as there are cores.")
  private @Nullable Integer slots;

  @Option(
      names = "--isolation",
      paramLabel = "HOW",
      converter = IsolationOption.class,
      description = {
        "What keeps tasks apart here: processes, one for each worker of a run (the default), or threads"
            + " of one process, which a run has for itself."
      })
  private AgentOffer.Isolation isolation = AgentOffer.Isolation.PROCESSES;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Its name in the cluster; by default that of the host.")
  private @Nullable String name;

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = {
        "What is special about this machine, for the coordinator's list. May be given several times."
      })
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--file-cache",
      paramLabel = "GIB",
      description = {
        "Most GiB of files that are kept here for runs whose files this machine does not see; 10 unless"
            + " told otherwise."
      })
  private long fileCache = StandingNode.Offer.USUAL_CACHE >> GIBIBYTE_BITS;

  @Option(
      names = "--background",
      description = "Goes on without this terminal; returns when it has joined.")
  private boolean background;

  @Option(
      names = "--end",
      description =
          "Ends the worker of that cluster and name that was started here with --background.")
  private boolean end;

  @Option(
      names = "--within",
      paramLabel = "TIME",
      converter = BudgetOption.class,
      description = "With --end: how long running tasks may go on; by default 30s.")
  private Duration within = Duration.ofSeconds(30);

  @Mixin private IdentityOption identity = new IdentityOption();

  @Option(
      names = {"-v", "--verbose"},
      description = "Shows the engine's log too.")
  private boolean verbose;

  AgentCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    var offer = offer();
    var joined = new BackgroundAgent(surroundings, join.node(), offer.name());
    if (end) {
      return joined.end(within);
    }
    return background ? joined.start(words(offer), key()) : serve(offer);
  }

  private byte[] key() throws IOException {
    return identity.isStandardInput()
        ? IdentityOption.text(System.in).getBytes(StandardCharsets.US_ASCII)
        : new byte[0];
  }

  /** The same command, without the background. */
  private List<String> words(StandingNode.Offer offer) throws IOException {
    var words =
        new ArrayList<>(
            List.of("worker", "--join", join.node().toString(), "--name", offer.name()));
    words.addAll(List.of("--slots", Integer.toString(offer.slots())));
    words.addAll(List.of("--isolation", IsolationOption.word(isolation)));
    words.addAll(List.of("--file-cache", Long.toString(fileCache)));
    offer.labels().forEach((key, value) -> words.addAll(List.of("--label", key + "=" + value)));
    words.addAll(
        List.of(
            "--identity",
            identity.isStandardInput() ? "-" : identity.file(surroundings, peer()).toString()));
    if (listen != null) {
      words.addAll(
          List.of("--listen", listen.host() + (listen.port() == 0 ? "" : ":" + listen.port())));
    }
    if (bind != null) {
      words.addAll(List.of("--bind", bind));
    }
    return List.copyOf(words);
  }

  private String host() throws IOException {
    return listen == null ? Reachability.ownAddressTowards(join.node()) : listen.host();
  }

  private String at() throws IOException {
    return bind == null ? host() : bind;
  }

  /** Where this process will listen, or whom it will speak to: whichever is beyond this machine. */
  private String peer() throws IOException {
    var at = at();
    return Reachability.isLoopback(at) ? join.host() : at;
  }

  private int serve(StandingNode.Offer offer) throws Exception {
    var ended = new CompletableFuture<String>();
    var node = new CompletableFuture<StandingNode>();
    try (var _ = RunLog.open(surroundings.screen(), verbose);
        var signals = StopSignals.install(() -> drain(node))) {
      var started =
          StandingNode.agent(
              join.node(),
              identity.read(surroundings, peer(), System.in),
              new Listen(host(), listen == null ? 0 : listen.port(), at()),
              offer,
              surroundings.state().root(),
              new Told(ended, node));
      node.complete(started);
      surroundings
          .screen()
          .line(
              "worker at %s; slots: %d%s"
                  .formatted(
                      started.address(),
                      offer.slots(),
                      isolation == AgentOffer.Isolation.THREADS ? ", threads of one process" : ""));
      var refusal = ended.get();
      started.close();
      if (!refusal.isEmpty()) {
        throw Refusal.of("the coordinator at " + join.node() + " refuses this worker: " + refusal);
      }
      return signals.exitCode().orElse(ExitCodes.DONE);
    } catch (IOException | CannotListenException impossible) {
      throw Refusal.of(String.valueOf(impossible.getMessage()));
    }
  }

  private void drain(CompletableFuture<StandingNode> node) {
    surroundings.screen().line("running tasks finish, no new ones start; once more ends them");
    var _ = node.thenAccept(StandingNode::drain);
  }

  private StandingNode.Offer offer() {
    int count = slots == null ? Runtime.getRuntime().availableProcessors() : slots;
    if (count < 1) {
      throw Refusal.of(List.of(Complaint.aboutArgument("--slots " + count, "must be at least 1")));
    }
    var chosen = name == null ? HostName.ofThisHost() : name;
    if (!chosen.matches("[A-Za-z0-9._-]{1,64}")) {
      throw Refusal.of(
          List.of(
              Complaint.aboutArgument(
                  "--name " + chosen, "must be of letters, digits, . _ - (at most 64)")));
    }
    if (fileCache < 1 || fileCache > MOST_GIBIBYTES) {
      throw Refusal.of(
          List.of(
              Complaint.aboutArgument(
                  "--file-cache " + fileCache, "must be from 1 to " + MOST_GIBIBYTES)));
    }
    return new StandingNode.Offer(chosen, count, isolation, labels, fileCache << GIBIBYTE_BITS);
  }

  /** Says on the screen what becomes of the agent. */
  private final class Told implements AgentEvents {
    // The agent that had this name before may have been killed a moment ago.
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final CompletableFuture<String> ended;
    private final CompletableFuture<StandingNode> node;
    private long refusedNanos;
    private boolean wasIn;
    private String refusal = "";

    Told(CompletableFuture<String> ended, CompletableFuture<StandingNode> node) {
      this.ended = ended;
      this.node = node;
    }

    @Override
    public void joined() {
      surroundings
          .screen()
          .line((wasIn ? "joined again: the cluster at " : BackgroundAgent.JOINED) + join.node());
      wasIn = true;
      refusedNanos = 0;
    }

    @Override
    public void refused(String reason) {
      long now = System.nanoTime();
      refusedNanos = refusedNanos == 0 ? now : refusedNanos;
      if (now - refusedNanos <= PATIENCE.toNanos() || !refusal.isEmpty()) {
        return;
      }
      refusal = reason;
      if (wasIn) {
        surroundings
            .screen()
            .line(
                "the coordinator lets this worker in no more; running tasks finish, no new ones start: "
                    + reason);
        var _ = node.thenAccept(StandingNode::drain);
      } else {
        ended.complete(reason);
      }
    }

    @Override
    public void unheard() {
      Thread.ofVirtual()
          .start(() -> {
            var why = Reachability.whyNobodyAnswers(join.node()) + ownAddress();
            surroundings
                .screen()
                .line(
                    wasIn
                        ? "the coordinator is out of reach, runs go on; it is looked for: " + why
                        : "no coordinator yet, it is looked for: " + why);
          });
    }

    // The coordinator answers by a connection of its own to where this worker says that it listens.
    private String ownAddress() {
      return node.isDone()
          ? " It answers to %s; does it reach this worker there? Else name another by --listen"
              .formatted(node.join().address())
          : "";
    }

    @Override
    public void notice(String sentence) {
      surroundings.screen().line(sentence);
    }

    @Override
    public void ended() {
      ended.complete(refusal);
    }
  }
}
