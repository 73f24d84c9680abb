package dev.thresher.cli;

import dev.thresher.host.LastLines;
import dev.thresher.launch.Installation;
import dev.thresher.model.PrintableText;
import dev.thresher.model.Value.Fields;
import dev.thresher.remote.RemoteHost;
import dev.thresher.report.Quantities;
import dev.thresher.share.NodeAddress;
import dev.thresher.standing.Background;
import dev.thresher.standing.CoordinatorHome;
import dev.thresher.standing.Members;
import dev.thresher.standing.Members.Member;
import dev.thresher.standing.Members.Up;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Starts a cluster in the background: a coordinator and N workers on this host, and one on"
          + " each host of --hosts. Returns when all have joined; they go on without your terminal."
          + " What has died of a cluster that is up is started again."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCodes.OK_TEXT,
      "2:bad command line or hosts file, or a cluster is up already, whole or another one",
      "3:not all of them came up; what was started on this host is ended, unless others have joined",
      ExitCodes.INTERNAL_TEXT
    })
final class ClusterUpCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration AGAIN = Duration.ofMillis(100);
  private static final int MOST_WORKERS = 64;
  private static final int LINES = 5;
  private static final int BYTES = 4_096;

  private final Surroundings surroundings;

  @Parameters(
      arity = "0..1",
      paramLabel = "N",
      description = "Workers on this host, as if on so many hosts; none by default with --hosts.")
  private int count;

  @Mixin private HostsOption hosts = new HostsOption();

  @Mixin private IdentityOption identity = new IdentityOption();

  @Option(
      names = "--slots",
      paramLabel = "M",
      description = "Tasks at once in each worker; by default the cores are shared out.")
  private @Nullable Integer slots;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = AddressOption.Whole.class,
      description = {
        "Where the coordinator listens, at an address that all its hosts reach; by default"
            + " 127.0.0.1:7300, which is reached by this one alone."
      })
  private AddressOption listen = new AddressOption("127.0.0.1", 7300);

  ClusterUpCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (count < (hosts.isGiven() ? 0 : 1) || count > MOST_WORKERS) {
      throw Refusal.of(
          List.of(Complaint.aboutArgument("N " + count, "must be from 1 to " + MOST_WORKERS)));
    }
    if (slots != null && slots < 1) {
      throw Refusal.of(List.of(Complaint.aboutArgument("--slots " + slots, "must be at least 1")));
    }
    var elsewhere = hosts.read(surroundings);
    var key = key();
    HostWorkers.checkKeys(elsewhere, hosts.file(), key);
    try {
      return new Members(surroundings.state().root())
          .alone(members -> bringUp(members, elsewhere, key));
    } catch (UncheckedIOException failed) {
      throw Refusal.disk(failed);
    }
  }

  /** As the coordinator finds it, too. */
  private Path key() throws IOException {
    return identity.file(surroundings, listen.host());
  }

  private int bringUp(Members members, List<RemoteHost> elsewhere, Path key) {
    try {
      var earlier = members.read();
      var living = earlier.filter(up -> up.all().stream().anyMatch(Member::lives));
      Up up;
      if (living.isPresent()) {
        refuseUnlessItIsToBeMended(living.get());
        up = mend(members, living.get());
      } else {
        up = start(members, earlier.map(Up::hosts).orElse(List.of()));
      }
      if (!hosts.isGiven()) {
        return ExitCodes.DONE;
      }
      reachOut(members, up, elsewhere, key, living.isEmpty());
      return ExitCodes.DONE;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void refuseUnlessItIsToBeMended(Up up) {
    int workers = up.workers().size();
    boolean same = up.listen().equals(listen.node()) && (workers == count || hosts.isGiven());
    if (up.dead().isEmpty() && !(hosts.isGiven() && same)) {
      throw Refusal.of(
          "a cluster is up already: coordinator, process %d; 'thresher cluster down' ends it"
              .formatted(up.coordinator().process().pid()));
    }
    if (!same) {
      throw Refusal.of(
          "a cluster is up already, of which %s has died: 'thresher cluster up %d --listen %s'"
                  .formatted(up.dead().getFirst().name(), workers, up.listen())
              + " starts it again, 'thresher cluster down' ends the rest");
    }
  }

  /** Starts again what has died; the others join again by themselves. */
  private Up mend(Members members, Up broken) throws IOException {
    var up = broken;
    var mended = new ArrayList<Member>();
    try {
      for (var dead : broken.dead()) {
        boolean isCoordinator = dead.equals(broken.coordinator());
        var arguments = isCoordinator ? coordinatorArguments() : workerArguments(dead.name());
        var member = begin(members, dead.name(), arguments);
        mended.add(member);
        up = up.replacing(member);
        members.write(up);
        if (isCoordinator) {
          awaitCoordinator(member);
        }
      }
      awaitWorkers(up, awaitCoordinator(up.coordinator()));
    } catch (IOException | RuntimeException failed) {
      ClusterEnd.kill(mended);
      throw failed;
    }
    if (!mended.isEmpty()) {
      var names = String.join(", ", mended.stream().map(Member::name).toList());
      surroundings
          .screen()
          .line("cluster at %s: started again what had died: %s".formatted(at(), names));
    }
    return up;
  }

  /**
   * @param known hosts of the one before at this address, whose workers may be there still
   */
  private Up start(Members members, List<RemoteHost> known) throws IOException {
    var coordinator = begin(members, "coordinator", coordinatorArguments());
    var up = new Up(listen.node(), List.of(coordinator), known);
    members.write(up);
    try {
      var contact = awaitCoordinator(coordinator);
      for (int i = 1; i <= count; i++) {
        up = up.with(begin(members, "w" + i, workerArguments("w" + i)));
        members.write(up);
      }
      awaitWorkers(up, contact);
    } catch (IOException | RuntimeException failed) {
      ClusterEnd.kill(up.all());
      members.forget();
      throw failed;
    }
    if (hosts.isGiven()) {
      return up;
    }
    surroundings
        .screen()
        .line(
            "cluster at %s: %s with %s each; 'thresher run FILE --cluster %s' uses it, 'thresher cluster down' ends it"
                .formatted(
                    at(),
                    Quantities.count(count, "worker"),
                    Quantities.count(slotsOfEach(), "slot"),
                    at()));
    return up;
  }

  /** Starts workers on those hosts that have none in the cluster. */
  private void reachOut(
      Members members, Up local, List<RemoteHost> elsewhere, Path key, boolean isNew)
      throws IOException {
    var contact = awaitCoordinator(local.coordinator());
    var there = joined(contact);
    var up = local.withHosts(elsewhere, there);
    members.write(up);
    var missing = elsewhere.stream().filter(host -> !there.contains(host.name())).toList();
    var failed =
        new HostWorkers(surroundings, listen.node())
            .start(missing, key).stream().filter(result -> !result.done()).toList();
    if (!failed.isEmpty()) {
      if (isNew && joined(contact).isEmpty()) {
        ClusterEnd.kill(up.all());
        members.forget();
      }
      throw Refusal.unreachable(failed.stream().map(this::complaint).toList());
    }
    surroundings
        .screen()
        .line(
            "cluster at %s: %s on %s, %d of them started now; 'thresher run FILE --cluster %s%s' uses it, 'thresher cluster down' ends it"
                .formatted(
                    at(),
                    Quantities.count(joined(contact).size(), "worker"),
                    Quantities.count(elsewhere.size(), "other host"),
                    missing.size(),
                    at(),
                    identity.isGiven() ? " --identity " + key : ""));
  }

  private Complaint complaint(HostWorkers.Result failed) {
    return new Complaint(
        Optional.of(hosts.file()),
        OptionalInt.of(failed.host().line()),
        Optional.empty(),
        failed.host().name() + ": " + failed.sentence(),
        Optional.empty());
  }

  private String at() {
    return listen.node().toString();
  }

  private int slotsOfEach() {
    return slots == null ? Math.max(1, Runtime.getRuntime().availableProcessors() / count) : slots;
  }

  private List<String> coordinatorArguments() throws IOException {
    return withKey(List.of("coordinator", "--listen", at()));
  }

  private List<String> workerArguments(String name) throws IOException {
    return withKey(
        List.of(
            "worker", "--join", at(), "--name", name, "--slots", Integer.toString(slotsOfEach())));
  }

  private List<String> withKey(List<String> arguments) throws IOException {
    var words = new ArrayList<>(arguments);
    if (identity.isGiven()) {
      words.addAll(List.of("--identity", key().toString()));
    }
    return words;
  }

  private Member begin(Members members, String name, List<String> arguments) throws IOException {
    var log = members.log(name);
    if (Files.exists(log)) { // it says how the one before ended
      Files.move(
          log, log.resolveSibling(name + ".log.before"), StandardCopyOption.REPLACE_EXISTING);
    }
    var words = Installation.current().commandLine(List.of(), arguments);
    return new Member(name, Background.start(words, surroundings.state().root(), log), log);
  }

  private Contact awaitCoordinator(Member coordinator) throws IOException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < until) {
      requireLiving(coordinator);
      var contact = announced(listen.node(), coordinator);
      if (contact.isPresent()) {
        return contact.get();
      }
      pause();
    }
    throw late(coordinator);
  }

  private Optional<Contact> announced(NodeAddress wanted, Member coordinator) throws IOException {
    return CoordinatorHome.announced(surroundings.state().root()).stream()
        .filter(one -> one.listen().equals(wanted))
        .filter(one -> one.process().pid() == coordinator.process().pid())
        .map(one -> new Contact(one.http(), one.token()))
        .findFirst();
  }

  private void awaitWorkers(Up up, Contact contact) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      up.all().forEach(ClusterUpCommand::requireLiving);
      var missing = new ArrayList<>(up.workers());
      var joined = joined(contact);
      missing.removeIf(worker -> joined.contains(worker.name()));
      if (missing.isEmpty()) {
        return;
      }
      if (System.nanoTime() > until) {
        throw late(missing.getFirst());
      }
      pause();
    }
  }

  private static Set<String> joined(Contact contact) {
    var joined = new HashSet<String>();
    for (var worker : contact.get("/v1/workers").get("workers").asSequence()) {
      Fields fields = worker.asFields();
      joined.add(fields.text("name"));
    }
    return joined;
  }

  private static void requireLiving(Member member) {
    if (!member.lives()) {
      var said = LastLines.of(member.log(), LINES, BYTES);
      throw Refusal.unreachable(
          "%s has ended before the cluster was up; what was started is ended. Its log, %s: %s"
              .formatted(
                  member.name(),
                  member.log(),
                  said.isEmpty() ? "is empty" : PrintableText.escape(said.getLast())));
    }
  }

  private static Refusal late(Member member) {
    return Refusal.unreachable(
        "%s has not come up within %d s; what was started is ended. Its log is %s"
            .formatted(member.name(), PATIENCE.toSeconds(), member.log()));
  }

  private static void pause() {
    try {
      Thread.sleep(AGAIN);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    }
  }
}
