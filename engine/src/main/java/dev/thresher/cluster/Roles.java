package dev.thresher.cluster;

import dev.thresher.model.Incarnation;
import dev.thresher.model.WorkerId;
import java.util.Optional;
import java.util.Set;

/** What a node of the cluster is, as its member record says. */
public final class Roles {
  public static final String COORDINATOR = "coordinator";
  public static final String WORKER = "worker";
  private static final String INCARNATION = "incarnation-";

  private Roles() {}

  /** The role that names an incarnation, {@code incarnation-w1#2}. */
  public static String of(Incarnation incarnation) {
    return INCARNATION + incarnation.worker().name() + "#" + incarnation.number();
  }

  /** The incarnation that a node with these roles is; empty if it is none. */
  public static Optional<Incarnation> incarnation(Set<String> roles) {
    return roles.stream()
        .filter(role -> role.startsWith(INCARNATION))
        .findFirst()
        .map(Roles::parse);
  }

  private static Incarnation parse(String role) {
    int number = role.lastIndexOf('#');
    var worker = role.substring(INCARNATION.length(), number);
    return new Incarnation(new WorkerId(worker), Integer.parseInt(role.substring(number + 1)));
  }
}
