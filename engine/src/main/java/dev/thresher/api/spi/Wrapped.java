package dev.thresher.api.spi;

/** A function of the engine's around one of the user's. */
public interface Wrapped {
  /** What the user handed over: its class says where the user's other classes are found. */
  Object userCode();
}
