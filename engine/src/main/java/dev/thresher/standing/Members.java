package dev.thresher.standing;

import dev.thresher.host.HostName;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.remote.RemoteHost;
import dev.thresher.rundir.JsonFile;
import dev.thresher.share.NodeAddress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The cluster of this host that {@code thresher cluster up} has started: who belongs to it. */
public final class Members {
  private final Path state;
  private final Path directory;

  /** Of this host, below the state directory of this user. */
  public Members(Path state) {
    this.state = state;
    this.directory = state.resolve("up").resolve(HostName.ofThisHost());
  }

  /**
   * One process of the cluster.
   *
   * @param name {@code coordinator}, or that of a worker
   */
  public record Member(String name, ProcessMark process, Path log) {
    public boolean lives() {
      return process.living().isPresent();
    }

    public Fields toFields() {
      return Fields.of("name", Value.of(name))
          .with("process", process.toFields())
          .with("log", Value.of(log.toString()))
          .with("lives", Value.of(lives()));
    }
  }

  /**
   * @param all processes of this host, the coordinator first
   * @param hosts others on which it has workers
   */
  public record Up(NodeAddress listen, List<Member> all, List<RemoteHost> hosts) {
    public Up {
      all = List.copyOf(all);
      hosts = List.copyOf(hosts);
    }

    public Member coordinator() {
      return all.getFirst();
    }

    public List<Member> workers() {
      return all.subList(1, all.size());
    }

    /** Those that have died, the coordinator first. */
    public List<Member> dead() {
      return all.stream().filter(member -> !member.lives()).toList();
    }

    /** The same with that member in the place of the one that had its name. */
    public Up replacing(Member member) {
      return new Up(
          listen,
          all.stream().map(old -> old.name().equals(member.name()) ? member : old).toList(),
          hosts);
    }

    /** The same with one more. */
    public Up with(Member member) {
      var more = new ArrayList<>(all);
      more.add(member);
      return new Up(listen, more, hosts);
    }

    /**
     * The same with these hosts, beside those of the others whose workers are there.
     *
     * @param there names of workers
     */
    public Up withHosts(List<RemoteHost> wanted, Set<String> there) {
      var byName = new LinkedHashMap<String, RemoteHost>();
      hosts.stream()
          .filter(host -> there.contains(host.name()))
          .forEach(host -> byName.put(host.name(), host));
      wanted.forEach(host -> byName.put(host.name(), host));
      return new Up(listen, all, List.copyOf(byName.values()));
    }
  }

  /** What the member of that name prints. */
  public Path log(String name) {
    return directory.resolve(name + ".log");
  }

  private Path file() {
    return directory.resolve("members.json");
  }

  /** Does something that nobody else does at the same time. */
  public <T> T alone(Function<Members, T> work) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (var channel =
            FileChannel.open(
                directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      if (lock == null) {
        throw busy();
      }
      return work.apply(this);
    } catch (OverlappingFileLockException ownJvm) {
      throw busy();
    }
  }

  private static IOException busy() {
    return new IOException("another 'thresher cluster up' or 'down' is at work; wait for its end");
  }

  public void write(Up up) throws IOException {
    JsonFile.write(
        file(),
        Fields.of("host", Value.of(up.listen().host()))
            .with("port", Value.of(up.listen().port()))
            .with("members", new Sequence(up.all().stream().<Value>map(Member::toFields).toList()))
            .with(
                "hosts",
                new Sequence(up.hosts().stream().<Value>map(RemoteHost::toFields).toList())));
  }

  /**
   * Empty if none was started, or it was ended in good order.
   *
   * @throws IOException if the file is damaged
   */
  public Optional<Up> read() throws IOException {
    if (Files.notExists(file())) {
      return Optional.empty();
    }
    try {
      var fields = JsonFile.read(file());
      var all = new ArrayList<Member>();
      for (var value : fields.get("members").asSequence()) {
        var member = value.asFields();
        all.add(
            new Member(
                member.text("name"),
                ProcessMark.from(member.get("process").asFields()),
                Path.of(member.text("log"))));
      }
      if (all.isEmpty()) {
        throw new IllegalArgumentException("it has no members");
      }
      var listen = new NodeAddress(fields.text("host"), Math.toIntExact(fields.whole("port")));
      all.set(0, successor(all.getFirst(), listen));
      var hosts = new ArrayList<RemoteHost>();
      for (var value : fields.find("hosts").map(Value::asSequence).orElse(List.of())) {
        hosts.add(RemoteHost.from(value.asFields()));
      }
      return Optional.of(new Up(listen, all, hosts));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException damaged) {
      throw new IOException(file() + " is damaged: " + damaged.getMessage(), damaged);
    }
  }

  // One that was killed may have been started again by hand, at the same address.
  private Member successor(Member coordinator, NodeAddress listen) throws IOException {
    if (coordinator.lives()) {
      return coordinator;
    }
    return CoordinatorHome.announced(state).stream()
        .filter(one -> one.host().equals(HostName.ofThisHost()) && one.listen().equals(listen))
        .filter(one -> one.process().living().isPresent())
        .findFirst()
        .map(one -> new Member(coordinator.name(), one.process(), coordinator.log()))
        .orElse(coordinator);
  }

  /** It is no more. */
  public void forget() throws IOException {
    try {
      Files.delete(file());
    } catch (NoSuchFileException forgotten) {
      // as good
    }
  }
}
