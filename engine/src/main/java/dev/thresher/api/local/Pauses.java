package dev.thresher.api.local;

import dev.thresher.api.spi.Job;
import dev.thresher.api.spi.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Jobs that wait for another attempt. */
final class Pauses {
  private final Map<Job, Future<?>> waiting = new HashMap<>();
  private final Consumer<Job> resume;
  private boolean over;

  Pauses(Consumer<Job> resume) {
    this.resume = resume;
  }

  /**
   * @return false if there are no pauses any more
   */
  synchronized boolean add(Job job, Duration pause) {
    if (!over) {
      waiting.put(job, Timers.after(pause, () -> resume(job)));
    }
    return !over;
  }

  private synchronized void resume(Job job) {
    if (waiting.remove(job) != null) {
      resume.accept(job);
    }
  }

  /** Nothing pauses from now on; what did goes on at once, and then the action follows. */
  synchronized void endThen(Runnable action) {
    end().forEach(resume);
    action.run();
  }

  /** Nothing pauses from now on. Returns what did. */
  synchronized List<Job> end() {
    over = true;
    waiting.values().forEach(timer -> timer.cancel(false));
    var jobs = new ArrayList<>(waiting.keySet());
    waiting.clear();
    return jobs;
  }
}
