package dev.thresher.execute.bodies;

import dev.thresher.host.OwnSession;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The process groups of commands that run, and the watchdog that ends them: a shell that is told of
 * each group over its standard input. When that ends, because this process does, however that
 * comes, it kills what is left. It is started with the first command.
 *
 * <p>Groups need the program {@code setsid}; where it is missing, only the commands themselves are
 * ended and not what they have started. A command that is started in the very moment in which this
 * process is killed may not have been told of yet, and stays.
 */
final class CommandGroups implements AutoCloseable {
  // Signals at the terminal go to commands' sessions neither; the watchdog outlives them all.
  private static final String WATCHDOG =
      """
      trap '' INT TERM HUP
      live=' '
      send() { kill -s "$1" -- "-$2" || kill -s "$1" "$2"; }
      while read -r word group; do
        case $word in
          began) live="$live$group " ;;
          ended) kill -s KILL -- "-$group"; live="${live%% $group *} ${live#* $group }" ;;
          *) send "$word" "$group" ;;
        esac
      done
      for group in $live; do send KILL "$group"; done
      """;

  private final Set<Long> live = new LinkedHashSet<>();
  private @Nullable Process watchdog;
  private boolean closed;

  /** Starts the watchdog if it does not run, so that the first command is soon told of. */
  synchronized void ready() {
    if (!closed && watchdog == null) {
      try {
        running();
      } catch (IOException noShell) {
        // The next word to it tries again.
      }
    }
  }

  /** Takes care of it from now on. After {@link #close} it is ended at once. */
  synchronized void began(CommandProcess command) {
    if (closed) {
      command.kill();
      return;
    }
    live.add(command.pid());
    tell("began", command.pid());
  }

  /** The command has ended: what it has left behind in its group is killed. */
  synchronized void ended(CommandProcess command) {
    if (live.remove(command.pid())) {
      tell("ended", command.pid());
    }
  }

  synchronized void terminate(CommandProcess command) {
    tell("TERM", command.pid());
    command.terminate();
  }

  synchronized void kill(CommandProcess command) {
    tell("KILL", command.pid());
    command.kill();
  }

  private void tell(String word, long group) {
    if (closed) {
      return;
    }
    try {
      write(running(), word + " " + group + "\n");
    } catch (IOException gone) {
      retell(word, group);
    }
  }

  // Somebody has ended the watchdog: a new one must know what the old one knew.
  private void retell(String word, long group) {
    try {
      watchdog = null;
      var text = new StringBuilder();
      live.forEach(known -> text.append("began ").append(known).append('\n'));
      write(running(), text + word + " " + group + "\n");
    } catch (IOException noShell) {
      // The command itself is still ended by its pid; only what it started is not.
      watchdog = null;
    }
  }

  private Process running() throws IOException {
    var known = watchdog;
    if (known == null) {
      known =
          new ProcessBuilder(OwnSession.of(List.of("/bin/sh", "-c", WATCHDOG)))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      watchdog = known;
    }
    return known;
  }

  private static void write(Process watchdog, String text) throws IOException {
    var out = watchdog.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public synchronized void close() {
    closed = true;
    var known = watchdog;
    if (known != null) {
      try {
        known.getOutputStream().close();
      } catch (IOException gone) {
        // it has ended, so there is nothing to tell it
      }
    }
  }
}
