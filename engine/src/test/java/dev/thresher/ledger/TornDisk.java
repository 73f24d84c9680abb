package dev.thresher.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A disk in memory that loses power, fills up and fails. Until {@code force} returns, each sector
 * of what was written may or may not survive, whatever the order of writing.
 */
final class TornDisk implements Storage {
  private static final int SECTOR = 512;

  /** The process ends here: thrown by the operation that does not come to its end. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private record Write(long position, byte[] bytes) {}

  private byte[] durable;
  private long durableSize;
  private byte[] content;
  private long size;
  private final List<Write> unforced = new ArrayList<>();
  private int operations;
  private int crashAt = Integer.MAX_VALUE;
  private boolean crashAfter;
  private int forces;
  private int failingForce = Integer.MAX_VALUE;
  private long capacity = Long.MAX_VALUE;

  TornDisk() {
    this(new byte[0]);
  }

  TornDisk(byte[] found) {
    durable = found.clone();
    durableSize = found.length;
    content = found.clone();
    size = found.length;
  }

  /** The process ends in the n-th operation from now, counted from 1, or right after it. */
  TornDisk crashAt(int operation, boolean after) {
    crashAt = operations + operation;
    crashAfter = after;
    return this;
  }

  TornDisk failForce(int number) {
    failingForce = number;
    return this;
  }

  synchronized void limit(long bytes) {
    capacity = bytes;
  }

  synchronized int operations() {
    return operations;
  }

  synchronized int forces() {
    return forces;
  }

  /** As it is while the machine runs. */
  synchronized byte[] bytes() {
    return Arrays.copyOf(content, (int) size);
  }

  /** What is found after the power was lost: all that was forced, and any sectors of the rest. */
  synchronized byte[] afterPowerLoss(SplittableRandom random) {
    var found = Arrays.copyOf(durable, (int) Math.max(durableSize, size));
    long end = durableSize;
    for (var write : unforced) {
      long last = write.position + write.bytes.length;
      for (long from = write.position; from < last; ) {
        long until = Math.min(last, (from / SECTOR + 1) * SECTOR);
        if (random.nextBoolean()) {
          int offset = (int) (from - write.position);
          System.arraycopy(write.bytes, offset, found, (int) from, (int) (until - from));
          end = Math.max(end, until);
        }
        from = until;
      }
    }
    // A file that became longer may have kept its length and lost what was in it.
    return Arrays.copyOf(found, (int) (random.nextBoolean() ? end : Math.max(end, size)));
  }

  private boolean crashesBefore() {
    return ++operations == crashAt && !crashAfter;
  }

  private void crashIfDue() {
    if (operations == crashAt) {
      throw new Crash();
    }
  }

  @Override
  public String name() {
    return "disk/ledger";
  }

  @Override
  public synchronized long size() {
    return size;
  }

  @Override
  public boolean isInPlace() {
    return true;
  }

  @Override
  public synchronized void read(ByteBuffer into, long position) {
    int count = (int) Math.min(into.remaining(), Math.max(0, size - position));
    into.put(content, (int) position, count);
  }

  @Override
  public synchronized void write(ByteBuffer from, long position) throws IOException {
    boolean torn = crashesBefore();
    var bytes = new byte[from.remaining()];
    from.get(bytes);
    if (torn) {
      // As much as the system had taken when the process ended: it outlives the process.
      bytes = Arrays.copyOf(bytes, bytes.length / 2);
    } else if (position + bytes.length > capacity) {
      put(position, Arrays.copyOf(bytes, (int) Math.max(0, capacity - position)));
      throw new DiskFullException("no space for " + name(), new IOException("full"));
    }
    put(position, bytes);
    crashIfDue();
  }

  private void put(long position, byte[] bytes) {
    if (bytes.length > 0) {
      size = Math.max(size, position + bytes.length);
      content = Arrays.copyOf(content, (int) Math.max(content.length, size));
      System.arraycopy(bytes, 0, content, (int) position, bytes.length);
      unforced.add(new Write(position, bytes));
    }
  }

  @Override
  public synchronized void truncate(long newSize) {
    if (crashesBefore()) {
      throw new Crash();
    }
    size = Math.min(size, newSize);
    content = Arrays.copyOf(content, (int) size);
    crashIfDue();
  }

  @Override
  public synchronized void force() throws IOException {
    if (crashesBefore()) {
      throw new Crash();
    }
    forces++;
    if (forces >= failingForce) {
      throw new IOException("Input/output error");
    }
    durable = bytes();
    durableSize = size;
    unforced.clear();
    crashIfDue();
  }

  @Override
  public void close() {}
}
