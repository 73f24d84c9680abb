package dev.thresher.http;

import dev.thresher.standing.Jobs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;

/** All that can be asked, and how a request finds its way there past the gate. */
final class Routes {
  private final Gate gate;
  private final List<Route> table;

  Routes(Gate gate, List<Route> table) {
    this.gate = gate;
    this.table = List.copyOf(table);
  }

  /** The routes of a coordinator. */
  static List<Route> table(Cluster cluster, Jobs jobs) {
    var table = new ArrayList<Route>();
    table.addAll(new ClusterRoutes(cluster).table());
    table.addAll(new JobRoutes(cluster, jobs).table());
    return table;
  }

  private record Found(Route route, Map<String, String> names) {}

  /** What becomes of a request, as its head tells. */
  sealed interface Chosen {
    /** It is answered as it stands; nobody wants its body. */
    record Refused(Answer answer) implements Chosen {}

    record Going(Route route, Map<String, String> names) implements Chosen {
      CompletionStage<Answer> answer(Asked asked) {
        return route.handler().answer(asked, names);
      }
    }
  }

  Chosen choose(Asked asked) {
    var found =
        table.stream()
            .flatMap(route ->
                route.match(asked.segments()).map(names -> new Found(route, names)).stream())
            .toList();
    var fitting =
        found.stream().filter(one -> one.route().method().equals(asked.method())).findFirst();
    boolean open = fitting.map(one -> one.route().open()).orElse(false);
    // Who may not ask is not told what there is.
    var refusal = gate.refusal(asked, open);
    if (refusal.isPresent()) {
      return new Chosen.Refused(refusal.get());
    }
    return fitting
        .<Chosen>map(one -> new Chosen.Going(one.route(), one.names()))
        .orElseGet(() -> new Chosen.Refused(nothing(found)));
  }

  private static Answer nothing(List<Found> otherMethods) {
    if (otherMethods.isEmpty()) {
      return Answer.refused(
          404, "there is nothing at this path", "docs/http.md has a table of all");
    }
    var methods = new TreeSet<String>();
    otherMethods.forEach(one -> methods.add(one.route().method()));
    var allowed = String.join(", ", methods);
    return Answer.refused(405, "this path takes other methods", "use " + allowed)
        .with("Allow", allowed);
  }
}
