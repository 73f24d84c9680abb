package dev.thresher.workload.hocon;

/**
 * How much a text may ask of its reader. Far above what a person writes, far below what hurts: a
 * text at every limit at once is still read in well under a second.
 */
public final class Limits {
  /** Of one file, in bytes. */
  public static final int FILE_BYTES = 1 << 20;

  /**
   * Words, signs and gaps of one file. A megabyte of {@code 1,1,1,…} would take 160 MiB to read;
   * with this much 64 MiB are enough.
   */
  static final int TOKENS = 200_000;

  /** Open braces and brackets, and elements of one path. */
  static final int NESTING = 64;

  /** {@code ${…}} in all files together. */
  static final int REFERENCES = 500;

  /** {@code +=} in all files together. */
  static final int APPENDS = 500;

  static final int INCLUDES = 32;

  /** Files that include one another. */
  static final int INCLUDE_DEPTH = 8;

  /**
   * Size of what the text stands for once references are replaced: characters, plus one for each
   * value. Repeated references double it with each line.
   */
  static final int RESOLVED = 4 << 20;

  /** Values within values while references are followed. */
  static final int RESOLVING_DEPTH = 256;

  private Limits() {}
}
