package dev.thresher.share;

/**
 * Where a node listens, as others reach it.
 *
 * @param host a name or an IPv4 address
 */
public record NodeAddress(String host, int port) {
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
