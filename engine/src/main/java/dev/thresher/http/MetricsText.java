package dev.thresher.http;

import dev.thresher.share.Standing;
import java.time.Duration;
import java.time.Instant;

/** Figures in the text format of Prometheus, version 0.0.4. */
final class MetricsText {
  private final StringBuilder text = new StringBuilder();

  private MetricsText() {}

  static String of(Standing standing, Cluster.Self self, Instant now) {
    var metrics = new MetricsText();
    var heap = Runtime.getRuntime();
    metrics.gauge("thresher_hosts", "Hosts that have joined.", standing.hosts().size());
    metrics.gauge(
        "thresher_hosts_draining",
        "Hosts that take nothing new.",
        standing.hosts().stream().filter(host -> host.offer().draining()).count());
    metrics.gauge("thresher_slots", "Slots of all hosts.", standing.slots());
    metrics.gauge("thresher_slots_free", "Slots that a run could have now.", standing.freeSlots());
    metrics.gauge("thresher_runs", "Runs that are known.", standing.runs().size());
    metrics.gauge(
        "thresher_runs_waiting",
        "Runs that would have more workers than they may.",
        standing.waiting());
    metrics.gauge(
        "thresher_heap_used_bytes",
        "Heap of the coordinator in use.",
        heap.totalMemory() - heap.freeMemory());
    metrics.gauge("thresher_heap_limit_bytes", "Largest heap it may have.", heap.maxMemory());
    metrics.gauge(
        "thresher_uptime_seconds",
        "Since the coordinator was started.",
        Duration.between(self.started(), now).toSeconds());
    return metrics.text.toString();
  }

  private void gauge(String name, String help, long value) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(" gauge\n");
    text.append(name).append(' ').append(value).append('\n');
  }
}
