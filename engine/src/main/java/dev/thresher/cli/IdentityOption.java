package dev.thresher.cli;

import dev.thresher.identity.IdentityFile;
import dev.thresher.identity.TlsIdentity;
import dev.thresher.runtime.nodes.Reachability;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The file that says who belongs to a cluster. */
final class IdentityOption {
  private static final int MOST_BYTES = 64 * 1024;

  @Option(
      names = "--identity",
      paramLabel = "FILE",
      description = {
        "The key of the cluster: who has it may run programs on all its machines. Made by the"
            + " coordinator at its first start; copy it to the others, readable by nobody else.",
        "Needed where anything listens beyond this machine; else one in the state directory is"
            + " used. A worker reads it from its standard input if FILE is -."
      })
  private @Nullable Path file;

  /** Whether it comes by standard input: then it is in no file of this host. */
  boolean isStandardInput() {
    return file != null && file.toString().equals("-");
  }

  boolean isGiven() {
    return file != null;
  }

  /**
   * @param input standard input; read to its end if the key comes by it
   * @throws IOException if there is no key that is of any use; the message is for the user
   */
  TlsIdentity read(Surroundings surroundings, String host, InputStream input) throws IOException {
    var now = surroundings.clock().instant();
    return isStandardInput()
        ? IdentityFile.read(text(input), "standard input", now)
        : IdentityFile.read(file(surroundings, host), now);
  }

  static String text(InputStream input) throws IOException {
    return new String(input.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII);
  }

  /**
   * @param host where this process will listen, or whom it will speak to
   */
  Path file(Surroundings surroundings, String host) {
    if (isStandardInput()) {
      throw Refusal.of("only 'thresher worker' reads its key from standard input");
    }
    if (file != null) {
      return surroundings.directory().resolve(file);
    }
    try {
      if (Reachability.isLoopback(host)) {
        return surroundings.state().clusterIdentity();
      }
    } catch (IOException unknown) {
      throw Refusal.of(String.valueOf(unknown.getMessage()));
    }
    throw Refusal.of(
        "at "
            + host
            + " others than this machine can connect: name the cluster's key with --identity FILE");
  }
}
