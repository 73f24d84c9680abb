package dev.thresher.execute.bodies;

import dev.thresher.host.OwnSession;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The process groups of commands that run, and the watchdog that ends them: a shell whose standard
 * input ends when this process does, however that comes. Then it kills the groups that are noted as
 * {@link LiveGroups}. It also sends the signals that this process cannot send to a group by itself.
 * It is started with the first command.
 *
 * <p>Groups need the program {@code setsid}; where it is missing, or there is no room to note them,
 * only the commands themselves are ended and not what they have started. A command that is started
 * in the very moment in which this process is killed may not have been noted yet, and stays.
 */
final class CommandGroups implements AutoCloseable {
  // Signals at the terminal go to commands' sessions neither; the watchdog outlives them all.
  private static final String WATCHDOG =
      """
      trap '' INT TERM HUP
      exec 3< "$0"
      while read -r signal group; do
        case $signal in
          REST) kill -s KILL -- "-$group" ;;
          *) kill -s "$signal" -- "-$group" || kill -s "$signal" "$group" ;;
        esac
      done
      while read -r group <&3; do
        if [ -n "$group" ]; then kill -s KILL -- "-$group" || kill -s KILL "$group"; fi
      done
      """;

  private final Path directory;
  private final Map<Long, CommandProcess> live = new HashMap<>();
  private @Nullable LiveGroups notes;
  private @Nullable Process watchdog;
  private boolean closed;

  /**
   * @param directory of a file of its own; made at the first need
   */
  CommandGroups(Path directory) {
    this.directory = directory;
  }

  /** Starts the watchdog if it does not run, so that the first command is soon cared for. */
  synchronized void ready() {
    if (!closed) {
      try {
        running();
      } catch (IOException noShell) {
        // The next word to it tries again.
      }
    }
  }

  /** Takes care of it from now on. After {@link #close} it is ended at once. */
  synchronized void began(CommandProcess command) {
    live.put(command.pid(), command);
    if (closed) {
      command.kill();
      return;
    }
    try {
      notes().add(command.pid());
    } catch (IOException full) {
      // This process still ends it, as long as it lives.
    }
  }

  /** The command has ended: what it has left behind in its group is killed. */
  synchronized void ended(CommandProcess command) {
    if (live.remove(command.pid()) == null) {
      return;
    }
    if (!command.reachesItsGroup()) {
      tell("REST", command);
    }
    try {
      if (notes != null) {
        notes.remove(command.pid());
      }
      closeNotesIfOver();
    } catch (IOException full) {
      // It was written over: the file needs no more room.
    }
  }

  synchronized void terminate(CommandProcess command) {
    if (!command.reachesItsGroup()) {
      tell("TERM", command);
    }
    command.terminate();
  }

  synchronized void kill(CommandProcess command) {
    if (!command.reachesItsGroup()) {
      tell("KILL", command);
    }
    command.kill();
  }

  private void tell(String word, CommandProcess command) {
    if (closed) {
      return;
    }
    var text = word + " " + command.pid() + "\n";
    try {
      write(running(), text);
    } catch (IOException gone) {
      retell(text);
    }
  }

  // Somebody has ended the watchdog.
  private void retell(String text) {
    try {
      watchdog = null;
      write(running(), text);
    } catch (IOException noShell) {
      // The command itself is still ended by its pid; only what it started is not.
      watchdog = null;
    }
  }

  private LiveGroups notes() throws IOException {
    var known = notes;
    if (known == null) {
      known = LiveGroups.in(directory);
      notes = known;
    }
    return known;
  }

  private Process running() throws IOException {
    var known = watchdog;
    if (known == null || !known.isAlive()) {
      var shell = List.of("/bin/sh", "-c", WATCHDOG, notes().path().toString());
      known =
          new ProcessBuilder(OwnSession.of(shell))
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
    live.values().forEach(this::kill);
    closed = true;
    try {
      if (watchdog != null) {
        watchdog.getOutputStream().close();
      }
      closeNotesIfOver();
    } catch (IOException gone) {
      // it has ended, so there is nothing to tell it
    }
  }

  private void closeNotesIfOver() throws IOException {
    if (closed && live.isEmpty() && notes != null) {
      notes.close();
    }
  }
}
