package dev.thresher.schedule;

import dev.thresher.model.Incarnation;
import dev.thresher.model.WorkerId;
import dev.thresher.schedule.Place.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The places of a run and the members that fill them, both in the order of their ids. */
final class Workforce {
  private final TreeMap<WorkerId, Place> places = new TreeMap<>();
  private final List<Member> serving = new ArrayList<>();
  private final Map<Incarnation, Member> byIncarnation = new HashMap<>();

  /** Those that serve. Must not be kept over a change. */
  List<Member> serving() {
    return serving;
  }

  /** Null unless this very incarnation serves. */
  @Nullable Member find(Incarnation incarnation) {
    return byIncarnation.get(incarnation);
  }

  Collection<Place> places() {
    return places.values();
  }

  @Nullable Place place(WorkerId worker) {
    return places.get(worker);
  }

  void expect(WorkerId worker) {
    places.computeIfAbsent(worker, id -> new Place(id, new State.Expected(1)));
  }

  /** A place that is filled when there is enough to do. */
  void reserve(WorkerId worker) {
    places.put(worker, new Place(worker, new State.Reserve(0)));
  }

  /** Places that are filled, or will be, and stay so. */
  long staffed() {
    return places.values().stream().filter(Workforce::isStaffed).count();
  }

  private static boolean isStaffed(Place place) {
    return switch (place.state()) {
      case State.Expected _, State.Serving _, State.Ending _ -> !place.isClosing();
      case State.Reserve _, State.Vacant _ -> false;
    };
  }

  /** Workers on their way, those included that follow one that is being ended. */
  long coming() {
    return staffed()
        - serving.stream().filter(member -> !isClosing(member.incarnation.worker())).count();
  }

  private boolean isClosing(WorkerId worker) {
    var place = places.get(worker);
    return place != null && place.isClosing();
  }

  /** Tasks that have a slot of their own, and slots that are free for one. */
  long taken() {
    long taken = 0;
    for (var member : serving) {
      taken += member.retiresFor == null ? member.slots : Math.min(member.slots, member.unended());
    }
    return taken;
  }

  void serve(Member member) {
    var worker = member.incarnation.worker();
    places
        .computeIfAbsent(worker, id -> new Place(id, new State.Expected(1)))
        .become(new State.Serving(member));
    byIncarnation.put(member.incarnation, member);
    serving.add(member);
    serving.sort(Comparator.comparing(one -> one.incarnation));
  }

  void leave(Place place, Member member, State next) {
    serving.remove(member);
    byIncarnation.remove(member.incarnation);
    place.become(next);
  }

  /** Whether every place is given up; false if there never was one. */
  boolean isGivenUp() {
    return !places.isEmpty()
        && places.values().stream().allMatch(place -> place.state() instanceof State.Vacant);
  }

  /** Slots that serve or are on their way, taking each of the latter for one; at least 1. */
  long slots() {
    long slots = 0;
    for (var member : serving) {
      slots += member.isUnlimited() ? 1 : member.slots;
    }
    return Math.max(1, slots + places.size() - serving.size() - unfilled());
  }

  boolean holdsNothing() {
    return serving.stream().allMatch(member -> member.flights().isEmpty())
        && places.values().stream().allMatch(place -> undecided(place).isEmpty());
  }

  /** All that hold tasks: those that serve, and those of which it is not known what had started. */
  List<Member> holding() {
    var holding = new ArrayList<>(serving);
    places.values().forEach(place -> undecided(place).ifPresent(holding::add));
    return holding;
  }

  private static Optional<Member> undecided(Place place) {
    return place.state() instanceof State.Ending ending ? ending.undecided() : Optional.empty();
  }

  private long unfilled() {
    return places.values().stream()
        .filter(place ->
            place.state() instanceof State.Vacant || place.state() instanceof State.Reserve)
        .count();
  }
}
