package dev.thresher.rundir;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where this user's runs are kept, unless a run was told otherwise.
 *
 * @param root absolute; need not exist
 */
public record StateDirectory(Path root) {

  /**
   * {@code $XDG_STATE_HOME/thresher}, or {@code $HOME/.local/state/thresher}, or, for a user
   * without a home, {@code thresher-<user>} among the temporary files. Relative values count as
   * unset.
   */
  public static StateDirectory of(Map<String, String> environment, String user, Path temporary) {
    var state = Path.of(environment.getOrDefault("XDG_STATE_HOME", ""));
    if (state.isAbsolute()) {
      return new StateDirectory(state.resolve("thresher"));
    }
    var home = Path.of(environment.getOrDefault("HOME", ""));
    if (home.isAbsolute()) {
      return new StateDirectory(home.resolve(".local/state/thresher"));
    }
    return new StateDirectory(
        temporary.toAbsolutePath().resolve("thresher-" + RunDirectory.fileName(user)));
  }

  /** Of the user who runs this JVM. */
  public static StateDirectory ofThisUser() {
    return of(
        System.getenv(),
        System.getProperty("user.name", "unknown"),
        Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** One directory per run. */
  public Path runs() {
    return root.resolve("runs");
  }

  /** Standard input that no run has taken over yet. */
  Path inputs() {
    return root.resolve("inputs");
  }

  /** The key of this user's clusters of this machine alone. */
  public Path clusterIdentity() {
    return root.resolve("cluster-identity.pem");
  }

  /** Stack traces of faults outside any run. */
  public Path errors() {
    return root.resolve("errors");
  }
}
