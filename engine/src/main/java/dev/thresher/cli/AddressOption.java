package dev.thresher.cli;

import dev.thresher.share.NodeAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code HOST:PORT}, or {@code HOST} where that is allowed.
 *
 * @param port 0 if none was given
 */
record AddressOption(String host, int port) {
  private static final int HIGHEST_PORT = 65_535;
  private static final String HOST = "[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?";

  NodeAddress node() {
    return new NodeAddress(host, port);
  }

  /** With a port. */
  static final class Whole implements ITypeConverter<AddressOption> {
    @Override
    public AddressOption convert(String word) {
      var address = parse(word);
      if (address.port() == 0) {
        throw new TypeConversionException("'" + word + "' has no port; write HOST:PORT");
      }
      return address;
    }
  }

  /** With or without a port. */
  static final class Partly implements ITypeConverter<AddressOption> {
    @Override
    public AddressOption convert(String word) {
      return parse(word);
    }
  }

  private static AddressOption parse(String word) {
    int colon = word.lastIndexOf(':');
    var host = colon < 0 ? word : word.substring(0, colon);
    if (!host.matches(HOST)) {
      throw new TypeConversionException(
          "'" + word + "' is no address; write a host's name or IPv4 address, a colon and a port");
    }
    return new AddressOption(host, colon < 0 ? 0 : port(word, word.substring(colon + 1)));
  }

  private static int port(String word, String digits) {
    if (digits.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(digits);
      if (port >= 1 && port <= HIGHEST_PORT) {
        return port;
      }
    }
    throw new TypeConversionException(
        "'" + word + "' has no port from 1 to " + HIGHEST_PORT + " after the colon");
  }
}
