package dev.thresher.kinds;

/** A service with the name of another kind. */
public class Twin extends Added {
  @Override
  public String name() {
    return "sleep";
  }
}
