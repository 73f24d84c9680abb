package dev.thresher.cluster;

/**
 * Where a node of a cluster of several machines listens.
 *
 * @param host by which other nodes reach it
 * @param port 0 means a free one
 * @param bindHost the address of this machine at which it listens; as a rule the same as {@code
 *     host}
 */
public record Listen(String host, int port, String bindHost) {
  public static Listen at(String host, int port) {
    return new Listen(host, port, host);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
