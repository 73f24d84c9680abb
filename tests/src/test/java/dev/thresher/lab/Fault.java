package dev.thresher.lab;

/** What happens to a host, or to the process on it that matters. */
enum Fault {
  /** Nothing passes, and nobody is told. */
  CUT,
  /** Nothing that it says arrives. */
  MUTE,
  /** Nothing that the others say arrives at it. */
  DEAF,
  /** The cable is out. */
  PULLED,
  /** Cut for a second, whole for a second, again and again. */
  FLAPS,
  /** 30 % of its packets are lost. */
  LOSSY,
  /** 64 kbit/s each way. */
  THIN,
  /** What is said to it, or by it if it is the run, comes half a second later. */
  DELAYED,
  /** Connections to it, or of it if it is the run, are reset in the middle of frames. */
  RESETS,
  /** Bits of what is said to it, or by it if it is the run, are flipped under TLS. */
  FLIPS,
  /** Its process is stopped and goes on. */
  FROZEN,
  /** Its process is stopped and goes on, and so are the worker processes below it. */
  ALL_FROZEN,
  /** {@code kill -9}, and started again. */
  KILLED,
  /** Told to end (SIGTERM) while it is cut. */
  DRAINED_WHILE_CUT
}
