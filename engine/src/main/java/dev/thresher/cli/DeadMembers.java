package dev.thresher.cli;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.remote.RemoteHost;
import dev.thresher.standing.Members;
import dev.thresher.standing.Members.Member;
import java.io.IOException;
import java.util.List;

/** Members of the cluster that was started on this host, and that live no more. */
final class DeadMembers {
  private DeadMembers() {}

  static List<Member> of(Surroundings surroundings) throws IOException {
    return new Members(surroundings.state().root())
        .read().stream()
            .flatMap(up -> up.all().stream())
            .filter(member -> !member.lives())
            .toList();
  }

  /** Workers on other hosts that the coordinator does not know. */
  static List<RemoteHost> missing(Surroundings surroundings, Fields cluster) throws IOException {
    var there =
        cluster.get("workers").asSequence().stream()
            .map(worker -> worker.asFields().text("name"))
            .toList();
    var address = cluster.get("coordinator").asFields().text("address");
    return new Members(surroundings.state().root())
        .read().stream()
            .filter(up -> up.listen().toString().equals(address))
            .flatMap(up -> up.hosts().stream())
            .filter(host -> !there.contains(host.name()))
            .toList();
  }

  static List<String> missingLines(Surroundings surroundings, Fields cluster) throws IOException {
    return missing(surroundings, cluster).stream()
        .map(host ->
            "%s on %s is not in the cluster; 'thresher cluster up --hosts' starts it again"
                .formatted(host.name(), host.ssh()))
        .toList();
  }

  static Sequence missingJson(Surroundings surroundings, Fields cluster) throws IOException {
    return new Sequence(
        missing(surroundings, cluster).stream().<Value>map(RemoteHost::toFields).toList());
  }

  static Sequence json(Surroundings surroundings) throws IOException {
    return new Sequence(of(surroundings).stream().<Value>map(Member::toFields).toList());
  }

  static List<String> lines(Surroundings surroundings) throws IOException {
    return of(surroundings).stream()
        .map(member ->
            "%s, process %d, has died; its log is %s"
                .formatted(member.name(), member.process().pid(), member.log()))
        .toList();
  }
}
