package dev.thresher.execute.bodies;

import dev.thresher.task.TaskBody;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * The interpreters of one worker: as many as tasks have run at once, started when they were first
 * needed. Virtual threads, of which there may be thousands, share as many as there are cores. Safe
 * for several threads.
 */
final class InterpreterPool implements AutoCloseable {
  private final TaskBody.PythonFunction body;
  private final Semaphore forVirtual = new Semaphore(Runtime.getRuntime().availableProcessors());
  private final ArrayDeque<Interpreter> idle = new ArrayDeque<>();
  private final Set<Interpreter> all = new HashSet<>();
  private boolean closed;

  InterpreterPool(TaskBody.PythonFunction body) {
    this.body = body;
  }

  /** One that nobody else uses until {@link #giveBack}. */
  Interpreter take() throws IOException, InterruptedException {
    boolean limited = Thread.currentThread().isVirtual();
    if (limited) {
      forVirtual.acquire();
    }
    try {
      return idleOrNew();
    } catch (IOException | RuntimeException failed) {
      if (limited) {
        forVirtual.release();
      }
      throw failed;
    }
  }

  private synchronized Interpreter idleOrNew() throws IOException {
    if (closed) {
      throw new IOException("the worker ends");
    }
    var known = idle.poll();
    if (known != null && known.isAlive()) {
      return known;
    }
    if (known != null) {
      all.remove(known);
    }
    var made = Interpreter.start(body);
    all.add(made);
    return made;
  }

  /** Called by the thread that took it; one that is no longer of use is ended. */
  void giveBack(Interpreter interpreter) {
    if (Thread.currentThread().isVirtual()) {
      forVirtual.release();
    }
    synchronized (this) {
      if (interpreter.isAlive() && !closed) {
        idle.push(interpreter);
      } else {
        all.remove(interpreter);
        interpreter.kill();
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    all.forEach(Interpreter::kill);
    all.clear();
    idle.clear();
  }
}
