package dev.thresher.backend;

import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.TaskResult;
import dev.thresher.trace.Note;
import dev.thresher.trace.TaskTrace;
import java.util.List;

/** Notes what happens to messages that carry tasks; of others nothing is noted. */
public final class BatchTrace {
  private BatchTrace() {}

  /** The batch is there at this moment. */
  public static void at(Note.Kind kind, Request.RunTasks run) {
    if (TaskTrace.isOn()) {
      var tasks = run.tasks();
      TaskTrace.at(kind, tasks.stage(), run.batch().value(), tasks.from(), tasks.until());
    }
  }

  /** The results are there at this moment. */
  public static void at(Note.Kind kind, Reply.Ended ended) {
    if (TaskTrace.isOn()) {
      long batch = ended.batch().value();
      stretches(
          ended.results(), (from, until) -> TaskTrace.at(kind, Note.NO_STAGE, batch, from, until));
    }
  }

  /** Results of this stage are there at this moment. */
  public static void at(Note.Kind kind, int stage, List<TaskResult> results) {
    if (TaskTrace.isOn()) {
      stretches(results, (from, until) -> TaskTrace.at(kind, stage, Note.NO_BATCH, from, until));
    }
  }

  /** Something has been done to the message that began at {@code t0}, by {@link TaskTrace#now}. */
  public static void since(Note.Kind kind, Request request, long t0) {
    if (TaskTrace.isOn() && request instanceof Request.RunTasks run) {
      var tasks = run.tasks();
      TaskTrace.since(kind, tasks.stage(), run.batch().value(), tasks.from(), tasks.until(), t0);
    }
  }

  /** As with a request. */
  public static void since(Note.Kind kind, Reply reply, long t0) {
    if (TaskTrace.isOn() && reply instanceof Reply.Ended ended) {
      long batch = ended.batch().value();
      stretches(
          ended.results(),
          (from, until) -> TaskTrace.since(kind, Note.NO_STAGE, batch, from, until, t0));
    }
  }

  private interface Stretch {
    void of(long from, long until);
  }

  // Results come in the order in which tasks ended, mostly one after the other.
  private static void stretches(List<TaskResult> results, Stretch each) {
    for (int i = 0; i < results.size(); ) {
      long from = results.get(i).index();
      long until = from + 1;
      for (i++; i < results.size() && results.get(i).index() == until; i++) {
        until++;
      }
      each.of(from, until);
    }
  }
}
