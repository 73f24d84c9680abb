package dev.thresher.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of one file, as far as a ledger needs them: the seam at which tests put a disk that
 * tears, fills up and fails. Used by one thread at a time.
 */
public interface Storage extends Closeable {
  /** What it is called in messages. */
  String name();

  long size() throws IOException;

  /** Whether whoever opens the file by its name now gets this one, and not another in its place. */
  boolean isInPlace() throws IOException;

  /** Reads up to what the buffer has room for; less only at the end of the file. */
  void read(ByteBuffer into, long position) throws IOException;

  /**
   * Writes all of the buffer, or fails after some of it.
   *
   * @throws DiskFullException if there is no room at the moment
   */
  void write(ByteBuffer from, long position) throws IOException;

  void truncate(long size) throws IOException;

  /** Returns once everything written survives a crash. */
  void force() throws IOException;
}
