package dev.thresher.codec;

import dev.thresher.model.RunId;
import dev.thresher.share.AgentOffer;
import dev.thresher.share.Allotment;
import dev.thresher.share.NodeAddress;
import dev.thresher.share.RunDemand;
import dev.thresher.share.RunKey;
import dev.thresher.wire.ClusterWire;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What agents, drivers and the coordinator of a cluster say of slots. */
final class ShareMapping {
  private static final int HIGHEST_PORT = 65_535;

  private ShareMapping() {}

  static ClusterWire.AgentHere toWire(AgentOffer offer) {
    var wire =
        ClusterWire.AgentHere.newBuilder()
            .setName(offer.name())
            .setLife(offer.life())
            .setAddress(toWire(offer.address()))
            .setHost(offer.host())
            .setVersion(offer.version())
            .setSlots(offer.slots())
            .addAllLabels(labels(offer.labels()))
            .setLargestHeap(offer.largestHeap())
            .setOneProcess(offer.isolation() == AgentOffer.Isolation.THREADS)
            .setDraining(offer.draining());
    offer
        .held()
        .forEach((run, slots) ->
            wire.addHeld(ClusterWire.Held.newBuilder().setRun(toWire(run)).setSlots(slots)));
    return wire.build();
  }

  static AgentOffer fromWire(ClusterWire.AgentHere wire) {
    var held = new HashMap<RunKey, Integer>();
    for (var one : wire.getHeldList()) {
      held.merge(
          run(one.hasRun(), one.getRun(), "Held.run"),
          Check.atLeast(1, one.getSlots(), "Held.slots"),
          Integer::sum);
    }
    return new AgentOffer(
        Check.given(wire.getName(), "AgentHere.name"),
        wire.getLife(),
        address(wire.hasAddress(), wire.getAddress(), "AgentHere.address"),
        Check.given(wire.getHost(), "AgentHere.host"),
        Check.given(wire.getVersion(), "AgentHere.version"),
        Check.atLeast(1, wire.getSlots(), "AgentHere.slots"),
        wire.getOneProcess() ? AgentOffer.Isolation.THREADS : AgentOffer.Isolation.PROCESSES,
        labels(wire.getLabelsList()),
        Check.atLeast(0, wire.getLargestHeap(), "AgentHere.largest_heap"),
        wire.getDraining(),
        held);
  }

  static ClusterWire.DriverHere toWire(RunDemand demand) {
    var wire =
        ClusterWire.DriverHere.newBuilder()
            .setRun(toWire(demand.run()))
            .setAddress(toWire(demand.address()))
            .setVersion(demand.version())
            .setUser(demand.user())
            .setPriority(demand.priority())
            .setWorkers(demand.workers())
            .setSlots(demand.slots())
            .setHeap(demand.heap())
            .addAllLabels(labels(demand.labels()));
    demand
        .used()
        .forEach((agent, workers) ->
            wire.addUsed(ClusterWire.Used.newBuilder().setAgent(agent).setWorkers(workers)));
    return wire.build();
  }

  static RunDemand fromWire(ClusterWire.DriverHere wire) {
    var used = new HashMap<String, Integer>();
    for (var one : wire.getUsedList()) {
      used.merge(
          Check.given(one.getAgent(), "Used.agent"),
          Check.atLeast(1, one.getWorkers(), "Used.workers"),
          Integer::sum);
    }
    return new RunDemand(
        run(wire.hasRun(), wire.getRun(), "DriverHere.run"),
        address(wire.hasAddress(), wire.getAddress(), "DriverHere.address"),
        Check.given(wire.getVersion(), "DriverHere.version"),
        Check.given(wire.getUser(), "DriverHere.user"),
        wire.getPriority(),
        Check.atLeast(0, wire.getWorkers(), "DriverHere.workers"),
        Check.atLeast(1, wire.getSlots(), "DriverHere.slots"),
        Check.atLeast(0, wire.getHeap(), "DriverHere.heap"),
        labels(wire.getLabelsList()),
        used);
  }

  static ClusterWire.Allotment toWire(Allotment allotment) {
    var totals = allotment.cluster();
    var wire =
        ClusterWire.Allotment.newBuilder()
            .setRun(toWire(allotment.run()))
            .setAgents(totals.agents())
            .setSlots(totals.slots())
            .setFreeSlots(totals.freeSlots())
            .setRuns(totals.runs())
            .setMost(totals.most());
    for (var share : allotment.shares()) {
      wire.addShares(
          ClusterWire.Share.newBuilder()
              .setAgent(share.agent())
              .setAddress(toWire(share.address()))
              .setWorkers(share.workers())
              .setSlots(share.slots()));
    }
    return wire.build();
  }

  static Allotment fromWire(ClusterWire.Allotment wire) {
    return new Allotment(
        run(wire.hasRun(), wire.getRun(), "Allotment.run"),
        wire.getSharesList().stream().map(ShareMapping::fromWire).toList(),
        new Allotment.Totals(
            Check.atLeast(0, wire.getAgents(), "Allotment.agents"),
            Check.atLeast(0, wire.getSlots(), "Allotment.slots"),
            Check.atLeast(0, wire.getFreeSlots(), "Allotment.free_slots"),
            Check.atLeast(0, wire.getRuns(), "Allotment.runs"),
            Check.atLeast(0, wire.getMost(), "Allotment.most")));
  }

  private static Allotment.Share fromWire(ClusterWire.Share wire) {
    return new Allotment.Share(
        Check.given(wire.getAgent(), "Share.agent"),
        address(wire.hasAddress(), wire.getAddress(), "Share.address"),
        Check.atLeast(1, wire.getWorkers(), "Share.workers"),
        Check.atLeast(1, wire.getSlots(), "Share.slots"));
  }

  static ClusterWire.RunKey toWire(RunKey run) {
    return ClusterWire.RunKey.newBuilder().setRun(run.run().value()).setEpoch(run.epoch()).build();
  }

  static RunKey run(boolean present, ClusterWire.RunKey wire, String field) {
    Check.given(present, field);
    return new RunKey(
        new RunId(Check.given(wire.getRun(), "RunKey.run")),
        Check.atLeast(1L, wire.getEpoch(), "RunKey.epoch"));
  }

  static ClusterWire.NodeAddress toWire(NodeAddress address) {
    return ClusterWire.NodeAddress.newBuilder()
        .setHost(address.host())
        .setPort(address.port())
        .build();
  }

  // What stands there becomes part of an actor's path.
  static NodeAddress address(boolean present, ClusterWire.NodeAddress wire, String field) {
    Check.given(present, field);
    var host = Check.given(wire.getHost(), "NodeAddress.host");
    Check.that(host.matches("[A-Za-z0-9._-]+"), "NodeAddress.host is no host's name");
    Check.atLeast(1, wire.getPort(), "NodeAddress.port");
    Check.that(wire.getPort() <= HIGHEST_PORT, "NodeAddress.port is above " + HIGHEST_PORT);
    return new NodeAddress(host, wire.getPort());
  }

  private static List<ClusterWire.Label> labels(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label ->
            ClusterWire.Label.newBuilder()
                .setKey(label.getKey())
                .setValue(label.getValue())
                .build())
        .toList();
  }

  private static Map<String, String> labels(List<ClusterWire.Label> labels) {
    var read = new HashMap<String, String>();
    labels.forEach(label -> read.put(Check.given(label.getKey(), "Label.key"), label.getValue()));
    return read;
  }
}
