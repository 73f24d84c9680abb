package dev.thresher.ledger;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.thresher.codec.LedgerCodec.Piece;
import dev.thresher.host.CrashPoints;
import dev.thresher.host.CrashPoints.Moment;
import dev.thresher.host.SignsOfLife;
import dev.thresher.journal.Entry;
import dev.thresher.journal.Log;
import dev.thresher.journal.LogNews;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings entries to disk on a thread of its own, many at once. After a pause an entry is written as
 * it comes; under load the disk is asked once in {@value #GROUP_MILLIS} ms or {@value #GROUP_BYTES}
 * bytes, so that its answer is shared by all entries of that time.
 *
 * <p>A full disk is waited for. Any other error is final: after a failed {@code force} nobody knows
 * what the disk holds, and asking again would hear that all is well. Safe for several threads.
 */
public final class LedgerWriter implements Log, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);
  private static final int GROUP_MILLIS = 5;
  private static final int RETRY_MILLIS = 250;

  private final LedgerFile file;
  private final Thread thread = new Thread(this::work, "thresher-ledger");
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition toDo = lock.newCondition();
  private final Condition progress = lock.newCondition();
  private List<Entry> waiting = new ArrayList<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private LogNews news = new LogNews(0, LogNews.State.FLOWING, "");
  private long appended;
  private boolean urgent;
  private boolean closing;

  // Of the writing thread alone.
  private final List<Piece> group = new ArrayList<>();
  private int groupBytes;
  private long taken;
  private long forcedNanos = System.nanoTime() - MILLISECONDS.toNanos(GROUP_MILLIS);

  /**
   * @param file is closed with the writer and used by nobody else from {@link #start} on
   */
  public LedgerWriter(LedgerFile file) {
    this.file = file;
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(SignsOfLife.NEEDED);
  }

  /** Begins to write; what was appended before has waited in memory. To be called once. */
  public void start() {
    thread.start();
  }

  @Override
  public void listen(Runnable moved) {
    listeners.add(moved);
  }

  @Override
  public void append(Entry entry, boolean isUrgent) {
    lock.lock();
    try {
      add(entry, isUrgent);
    } finally {
      lock.unlock();
    }
  }

  private void add(Entry entry, boolean isUrgent) {
    appended++;
    if (news.state() == LogNews.State.FAILED || closing) {
      return;
    }
    waiting.add(entry);
    urgent |= isUrgent;
    if (isUrgent || waiting.size() == 1) {
      toDo.signal();
    }
  }

  /**
   * Appends an entry and waits until it is on disk.
   *
   * @throws IOException if it will never be
   */
  public void appendAndWait(Entry entry) throws IOException, InterruptedException {
    lock.lock();
    try {
      add(entry, true);
      long number = appended;
      while (news.durable() < number && news.state() != LogNews.State.FAILED && !closing) {
        progress.await();
      }
      if (news.durable() < number) {
        throw new IOException(news.detail().isEmpty() ? "the ledger is closed" : news.detail());
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public LogNews news() {
    lock.lock();
    try {
      return news;
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    try {
      for (var entries = awaitTurn(); !entries.isEmpty(); entries = awaitTurn()) {
        write(entries);
      }
    } catch (IOException | RuntimeException failed) {
      LOG.error("the ledger is given up: {}", failed.toString());
      tell(news().durable(), LogNews.State.FAILED, String.valueOf(failed.getMessage()));
    } catch (InterruptedException stop) {
      tell(news().durable(), LogNews.State.FAILED, "the thread that writes was interrupted");
    }
  }

  /** The entries whose time has come; none once the writer is closed and nothing is left. */
  private List<Entry> awaitTurn() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closing) {
        toDo.await();
      }
      long left = forcedNanos + MILLISECONDS.toNanos(GROUP_MILLIS) - System.nanoTime();
      while (left > 0 && !urgent && !closing) {
        left = toDo.awaitNanos(left);
      }
      urgent = false;
      var entries = waiting;
      waiting = new ArrayList<>();
      return entries;
    } finally {
      lock.unlock();
    }
  }

  private void write(List<Entry> entries) throws IOException, InterruptedException {
    for (var entry : entries) {
      for (var piece : file.codec().encode(entry)) {
        if (groupBytes + piece.size() > LedgerFile.GROUP_BYTES) {
          flush();
        }
        LedgerFile.forceBlobs(piece);
        group.add(piece);
        groupBytes += piece.size();
      }
      taken++;
    }
    flush();
  }

  private void flush() throws IOException, InterruptedException {
    if (group.isEmpty()) {
      return;
    }
    CrashPoints.reached(Moment.GROUP_GATHERED);
    appendPatiently();
    CrashPoints.reached(Moment.GROUP_WRITTEN);
    file.force();
    CrashPoints.reached(Moment.GROUP_FORCED);
    forcedNanos = System.nanoTime();
    group.clear();
    groupBytes = 0;
    tell(taken, LogNews.State.FLOWING, "");
  }

  private void appendPatiently() throws IOException, InterruptedException {
    while (true) {
      try {
        file.append(group);
        return;
      } catch (DiskFullException full) {
        if (news().state() == LogNews.State.FLOWING) {
          LOG.warn("{}; results wait", full.getMessage());
          tell(news().durable(), LogNews.State.WAITING, String.valueOf(full.getMessage()));
        }
        awaitSpace(full);
      }
    }
  }

  private void awaitSpace(DiskFullException full) throws IOException, InterruptedException {
    lock.lock();
    try {
      long left = MILLISECONDS.toNanos(RETRY_MILLIS);
      while (left > 0 && !closing) {
        left = toDo.awaitNanos(left);
      }
      if (closing) {
        throw full;
      }
    } finally {
      lock.unlock();
    }
  }

  private void tell(long durable, LogNews.State state, String detail) {
    lock.lock();
    try {
      news = new LogNews(durable, state, detail);
      progress.signalAll();
    } finally {
      lock.unlock();
    }
    listeners.forEach(Runnable::run);
  }

  /** Brings to disk what was appended, unless the disk is full, and lets go of the file. */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closing = true;
      toDo.signal();
      progress.signalAll();
    } finally {
      lock.unlock();
    }
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
    try {
      thread.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    file.close();
  }
}
