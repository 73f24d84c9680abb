package dev.thresher.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a cluster's authority lies. */
final class AuthorityOption {
  private static final Path USUAL = Path.of("thresher-authority");

  @Option(
      names = "--authority",
      paramLabel = "DIR",
      description = "The authority's directory; thresher-authority if none is given.")
  private Path given = USUAL;

  Path directory(Surroundings surroundings) {
    return surroundings.directory().resolve(given);
  }

  /** The option as it has to be given to the next command; empty if it need not be. */
  String repeated() {
    return given.equals(USUAL) ? "" : " --authority " + given;
  }
}
