package dev.thresher.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * When a JVM was stopped for garbage collection, by its log.
 *
 * @param stops in the order of time
 */
record GcPauses(List<Pause> stops) {
  static final GcPauses NONE = new GcPauses(List.of());

  private static final Pattern FILE = Pattern.compile("gc-(\\d+)\\.log");

  /** Written when it is over: the time of {@link System#nanoTime}, and how long it took. */
  private static final Pattern PAUSE =
      Pattern.compile("^\\[(\\d+)ns\\].*\\bPause\\b.* ([0-9.]+)ms$");

  /** Nanoseconds of {@link System#nanoTime}. */
  record Pause(long from, long until) {}

  /** By process, of those logs that can be read and tell the time. */
  static Map<Long, GcPauses> in(Path directory) {
    var byPid = new HashMap<Long, GcPauses>();
    try (var files = Files.list(directory)) {
      for (var log : files.toList()) {
        var name = FILE.matcher(log.getFileName().toString());
        if (name.matches()) {
          byPid.put(Long.parseLong(name.group(1)), of(Files.readAllLines(log)));
        }
      }
    } catch (IOException unreadable) {
      // What has been read stands; what is missing counts as the rest of a task's time.
      return byPid;
    }
    return byPid;
  }

  static GcPauses of(List<String> lines) {
    var stops = new ArrayList<Pause>();
    for (var line : lines) {
      var pause = PAUSE.matcher(line);
      if (pause.find()) {
        long end = Long.parseLong(pause.group(1));
        stops.add(new Pause(end - Math.round(Double.parseDouble(pause.group(2)) * 1e6), end));
      }
    }
    return new GcPauses(List.copyOf(stops));
  }

  /** Nanoseconds of stops between two moments. */
  double within(long from, long until) {
    double nanos = 0;
    for (int at = firstThatEndsAfter(from); at < stops.size(); at++) {
      var stop = stops.get(at);
      if (stop.from() >= until) {
        break;
      }
      nanos += Math.min(stop.until(), until) - Math.max(stop.from(), from);
    }
    return nanos;
  }

  private int firstThatEndsAfter(long moment) {
    int low = 0;
    int high = stops.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (stops.get(middle).until() <= moment) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
