package dev.thresher.backend.node;

/** What becomes of an agent; called on its thread, and must return at once. */
public interface AgentEvents {
  /** The coordinator has entered it, for the first time or after it had been out of reach. */
  void joined();

  /** The coordinator does not let it in. */
  void refused(String reason);

  /** The coordinator has not been heard for a lease, or since the start. */
  void unheard();

  /** For whoever reads the log of the host. */
  void notice(String sentence);

  /** It has drained, and nothing of it is left. */
  void ended();
}
