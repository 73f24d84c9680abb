package dev.thresher.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.RunId;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.share.AgentOffer;
import dev.thresher.share.NodeAddress;
import dev.thresher.share.RunDemand;
import dev.thresher.share.RunKey;
import dev.thresher.share.Standing;
import dev.thresher.standing.CoordinatorHome;
import dev.thresher.standing.Jobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/http.md against the routes and what they answer. */
class HttpPageTest {
  private static final Path PAGE = Path.of("../docs/http.md");
  private static final Pattern ROUTE =
      Pattern.compile("^\\| `([A-Z]+) (/\\S*)` \\| (yes|no) \\|", Pattern.MULTILINE);
  private static final Pattern FIELD = Pattern.compile("^\\| `([^` ]+)` \\|", Pattern.MULTILINE);
  private static final NodeAddress ADDRESS = new NodeAddress("127.0.0.1", 7300);
  private static final Cluster.Self SELF =
      new Cluster.Self(ADDRESS, "here", "ada", "1.0", Instant.EPOCH);

  private static final Cluster NOBODY =
      new Cluster() {
        @Override
        public CompletionStage<Standing> standing() {
          return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<Boolean> drain(String host) {
          return new CompletableFuture<>();
        }

        @Override
        public Self self() {
          return SELF;
        }
      };

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }

  private static Standing standing() {
    var key = new RunKey(new RunId("sweep-1"), 1);
    var offer =
        new AgentOffer(
            "a",
            1,
            ADDRESS,
            "here",
            "1.0",
            4,
            AgentOffer.Isolation.PROCESSES,
            Map.of("gpu", "no"),
            false,
            Map.of(key, 2));
    var demand = new RunDemand(key, ADDRESS, "1.0", "ada", 0, 3, 1, Map.of(), Map.of("a", 2));
    return new Standing(
        List.of(new Standing.Host(offer, Duration.ofMillis(300))),
        List.of(new Standing.Run(demand, Map.of("a", 2), Duration.ofMillis(100))));
  }

  @Test
  void everyRouteIsInTheTableAndNoneThatIsGone() throws IOException {
    var documented =
        ROUTE
            .matcher(page())
            .results()
            .map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
            .toList();
    var real =
        Routes.table(NOBODY, Jobs.of(new CoordinatorHome(Path.of("none")))).stream()
            .map(route ->
                route.method() + " " + route.pattern() + " " + (route.open() ? "no" : "yes"))
            .toList();
    assertThat(documented).containsExactlyInAnyOrderElementsOf(real);
  }

  @Test
  void everyFieldOfTheStatusIsInTheTable() throws IOException {
    var text = page();
    var section = text.substring(text.indexOf("## Fields of /v1/cluster"));
    section = section.substring(0, section.indexOf("\n## ", 5));
    var documented =
        new TreeSet<>(FIELD.matcher(section).results().map(row -> row.group(1)).toList());
    var real = new TreeSet<String>();
    collect("", StandingJson.of(standing(), SELF, Instant.EPOCH.plusSeconds(5)), real);
    assertThat(documented).isEqualTo(real);
  }

  private static void collect(String prefix, Fields fields, TreeSet<String> into) {
    fields
        .entries()
        .forEach((name, value) -> {
          if (value instanceof Sequence(List<Value> items)) {
            collect(prefix + name + "[].", items.getFirst().asFields(), into);
          } else if (value instanceof Fields inner
              && !name.equals("labels")
              && !(prefix.equals("runs[].") && name.equals("workers"))) {
            collect(prefix + name + ".", inner, into);
          } else {
            into.add(prefix + name);
          }
        });
  }

  @Test
  void everyFigureIsOnThePage() throws IOException {
    var text = MetricsText.of(standing(), SELF, Instant.EPOCH.plusSeconds(5));
    assertThat(text)
        .contains("\nthresher_slots 4\n")
        .contains("\nthresher_slots_free 2\n")
        .contains("\nthresher_runs_waiting 1\n")
        .endsWith("\nthresher_uptime_seconds 5\n");
    var page = page();
    assertThat(text.lines().filter(line -> !line.startsWith("#")).map(line -> line.split(" ")[0]))
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }
}
