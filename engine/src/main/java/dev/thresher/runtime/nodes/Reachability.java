package dev.thresher.runtime.nodes;

import dev.thresher.share.NodeAddress;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;

/** What this machine's network says of another node. */
public final class Reachability {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int ANY_PORT = 9;

  private Reachability() {}

  /** Why nobody answers there, in words, with what to look at. */
  public static String whyNobodyAnswers(NodeAddress node) {
    try (var socket = new Socket()) {
      var address = new InetSocketAddress(node.host(), node.port());
      if (address.isUnresolved()) {
        return "the host name " + node.host() + " is not known here";
      }
      socket.connect(address, Math.toIntExact(PATIENCE.toMillis()));
      return "something listens at %s, but does not answer: is it a coordinator, and is the identity file the same as there?"
          .formatted(node);
    } catch (SocketTimeoutException silent) {
      return "no answer comes from %s: is the host on, and does a firewall let the port through?"
          .formatted(node);
    } catch (IOException refused) {
      return "nothing listens at %s: is the coordinator started, and the port right?"
          .formatted(node);
    }
  }

  /**
   * The address of this machine by which that one would see it. Sends nothing.
   *
   * @throws IOException if there is no way there; the message is for the user
   */
  public static String ownAddressTowards(NodeAddress node) throws IOException {
    var there = new InetSocketAddress(node.host(), ANY_PORT);
    if (there.isUnresolved()) {
      throw new IOException("the host name " + node.host() + " is not known here");
    }
    // Packets on loopback come from wherever they go to; the first address is as good as any.
    if (there.getAddress().isLoopbackAddress()) {
      return "127.0.0.1";
    }
    try (var socket = new DatagramSocket()) {
      socket.connect(there);
      return socket.getLocalAddress().getHostAddress();
    } catch (RuntimeException | IOException noWay) {
      throw new IOException("there is no way from this machine to " + node.host(), noWay);
    }
  }

  /**
   * @throws IOException if the name is not known; the message is for the user
   */
  public static boolean isLoopback(String host) throws IOException {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      throw new IOException("the host name " + host + " is not known here", unknown);
    }
  }
}
