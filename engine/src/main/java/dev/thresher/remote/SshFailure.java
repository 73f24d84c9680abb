package dev.thresher.remote;

import dev.thresher.model.PrintableText;
import java.util.List;

/** What a command that failed on a host means for the user: what is wrong, and what to do. */
public final class SshFailure {
  private static final int SSH_ITSELF = 255;
  private static final int NOT_FOUND = 127;
  private static final int NOT_EXECUTABLE = 126;

  private SshFailure() {}

  /** Whether the other side was reached and its Thresher has said something. */
  public static boolean isThreshers(Ssh.Ended ended) {
    return ended.exit() != SSH_ITSELF
        && ended.exit() != NOT_FOUND
        && ended.exit() != NOT_EXECUTABLE;
  }

  public static String sentence(RemoteHost host, Ssh.Ended ended) {
    return switch (ended.exit()) {
      case SSH_ITSELF -> ofSsh(host, ended.err());
      case NOT_FOUND ->
          host.thresher().contains("/")
              ? "there is no %s there; install Thresher, or put its path right: thresher=/path"
                  .formatted(host.thresher())
              : "there is no program %s on the PATH there; install it, or name it in the file: thresher=/path"
                  .formatted(host.thresher());
      case NOT_EXECUTABLE ->
          "%s cannot be executed there; thresher= has to name the launcher itself"
              .formatted(host.thresher());
      default -> lastLine(ended.err(), "it ended with code " + ended.exit());
    };
  }

  /** Another version than this one. */
  public static String otherVersion(String theirs, String ours) {
    return "%s is there, and %s here: use the same on all hosts"
        .formatted(PrintableText.escape(theirs), ours);
  }

  private static String ofSsh(RemoteHost host, String err) {
    var by = "'ssh " + host.ssh() + "'";
    record Known(String sign, String sentence) {}
    var known =
        List.of(
            new Known(
                "Could not resolve hostname",
                "ssh knows no host of that name; is it spelt as in ~/.ssh/config or in the DNS?"),
            new Known(
                "REMOTE HOST IDENTIFICATION HAS CHANGED",
                "its host key is another one than ssh has known so far: find out why before you"
                    + " remove the old one by 'ssh-keygen -R'"),
            new Known(
                "Host key verification failed",
                "ssh does not know its host key; say %s once, and accept it".formatted(by)),
            new Known(
                "Permission denied",
                "ssh is not let in, and is not to ask for a password; load a key into ssh-agent, or"
                    + " name one in ~/.ssh/config, until 'ssh -o BatchMode=yes %s true' works"
                        .formatted(host.ssh())),
            new Known(
                "Connection refused", "nothing answers ssh there; is sshd on, and the port right?"),
            new Known("No route to host", "there is no way to it from here; is it on?"),
            new Known("Network is unreachable", "there is no way to it from here"),
            new Known(
                "timed out", "no answer comes from it; is it on, and does a firewall let ssh in?"));
    return known.stream()
        .filter(one -> err.contains(one.sign()))
        .map(Known::sentence)
        .findFirst()
        .orElseGet(() ->
            "ssh fails: %s; say %s to see why".formatted(lastLine(err, "it does not say why"), by));
  }

  private static String lastLine(String text, String otherwise) {
    var lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    var last = lines.isEmpty() ? otherwise : lines.getLast();
    return PrintableText.escape(last.startsWith("error: ") ? last.substring(7) : last);
  }
}
