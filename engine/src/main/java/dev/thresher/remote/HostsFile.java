package dev.thresher.remote;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The hosts of a cluster, one a line: {@code [user@]host [slots=N] [name=NAME] [label KEY=VALUE]
 * [thresher=PATH] [listen=HOST[:PORT]] [identity=FILE]}. What follows a {@code #} is a comment.
 */
public final class HostsFile {
  private static final int MOST_HOSTS = 1_024;
  private static final int MOST_SLOTS = 65_536;

  // Neither an option of ssh's nor anything that a shell would look at.
  private static final String HOST = "([A-Za-z0-9_][A-Za-z0-9._-]*@)?[A-Za-z0-9]([A-Za-z0-9._-]*)";
  private static final String NAME = "[A-Za-z0-9._-]{1,64}";
  private static final String LISTEN = "[A-Za-z0-9][A-Za-z0-9._-]*(:[0-9]{1,5})?";
  private static final String KEYS = "slots=, name=, label, thresher=, listen= and identity=";

  private final Path directory;
  private final List<RemoteHost> hosts = new ArrayList<>();
  private final List<Mistake> mistakes = new ArrayList<>();
  private final Map<String, Integer> names = new HashMap<>();

  private HostsFile(Path directory) {
    this.directory = directory;
  }

  /** What is wrong with a line, and what is allowed. */
  public record Mistake(int line, String message) {}

  /** All hosts, or all that is wrong with the file. */
  public record Reading(List<RemoteHost> hosts, List<Mistake> mistakes) {
    public Reading {
      hosts = List.copyOf(hosts);
      mistakes = List.copyOf(mistakes);
    }
  }

  /**
   * @param directory in which relative paths of keys start
   */
  public static Reading parse(String text, Path directory) {
    var file = new HostsFile(directory);
    var lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      file.read(i + 1, lines.get(i));
    }
    if (file.hosts.isEmpty() && file.mistakes.isEmpty()) {
      file.mistakes.add(new Mistake(0, "names no host; write one a line"));
    }
    if (file.hosts.size() > MOST_HOSTS) {
      file.mistakes.add(new Mistake(0, "names more than " + MOST_HOSTS + " hosts"));
    }
    return new Reading(file.hosts, file.mistakes);
  }

  private void read(int number, String line) {
    int comment = line.indexOf('#');
    var said = (comment < 0 ? line : line.substring(0, comment)).strip();
    if (said.isEmpty()) {
      return;
    }
    try {
      var words = List.of(said.split("\\s+"));
      var host = new Line(number, words).host();
      var earlier = names.putIfAbsent(host.name(), number);
      if (earlier != null) {
        throw new Wrong(
            "the name %s is that of line %d already; give one of them another by name=NAME"
                .formatted(host.name(), earlier));
      }
      hosts.add(host);
    } catch (Wrong wrong) {
      mistakes.add(new Mistake(number, wrong.message));
    }
  }

  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    private final String message;

    Wrong(String message) {
      super(message, null, false, false);
      this.message = message;
    }
  }

  /** One line on its way. */
  private final class Line {
    private final int number;
    private final List<String> words;
    private final Map<String, String> settings = new TreeMap<>();
    private final Map<String, String> labels = new TreeMap<>();

    Line(int number, List<String> words) {
      this.number = number;
      this.words = words;
    }

    RemoteHost host() throws Wrong {
      var ssh = words.getFirst();
      require(
          ssh.matches(HOST),
          "'%s' is no host; write a name or an IPv4 address as ssh takes it, such as left.example.org or ada@left"
              .formatted(ssh));
      for (int i = 1; i < words.size(); i++) {
        if (words.get(i).equals("label")) {
          i++;
          label(i < words.size() ? words.get(i) : "");
        } else {
          setting(words.get(i));
        }
      }
      return new RemoteHost(
          number,
          ssh,
          name(ssh),
          slots(),
          labels,
          settings.getOrDefault("thresher", "thresher"),
          listen(),
          Optional.ofNullable(settings.get("identity")).map(directory::resolve));
    }

    private void label(String pair) throws Wrong {
      int equals = pair.indexOf('=');
      require(equals > 0, "after label comes KEY=VALUE, such as label gpu=yes");
      require(
          labels.put(pair.substring(0, equals), pair.substring(equals + 1)) == null,
          "the label " + pair.substring(0, equals) + " is given twice");
    }

    private void setting(String word) throws Wrong {
      int equals = word.indexOf('=');
      var key = equals < 0 ? word : word.substring(0, equals);
      require(
          List.of("slots", "name", "thresher", "listen", "identity").contains(key) && equals > 0,
          "'%s' is nothing that a line may hold: those are %s".formatted(word, KEYS));
      require(equals + 1 < word.length(), "nothing follows " + key + "=");
      require(settings.put(key, word.substring(equals + 1)) == null, key + " is given twice");
    }

    private String name(String ssh) throws Wrong {
      var name = settings.getOrDefault("name", ssh.substring(ssh.indexOf('@') + 1));
      require(
          name.matches(NAME),
          "'" + name + "' is no name of a worker: letters, digits, . _ - (at most 64)");
      return name;
    }

    private OptionalInt slots() throws Wrong {
      var typed = settings.get("slots");
      if (typed == null) {
        return OptionalInt.empty();
      }
      require(
          typed.matches("[1-9][0-9]{0,4}") && Integer.parseInt(typed) <= MOST_SLOTS,
          "slots=" + typed + " must be a number from 1 to " + MOST_SLOTS);
      return OptionalInt.of(Integer.parseInt(typed));
    }

    private Optional<String> listen() throws Wrong {
      var typed = Optional.ofNullable(settings.get("listen"));
      require(
          typed.isEmpty() || typed.get().matches(LISTEN),
          "listen=" + typed.orElse("") + " must be HOST or HOST:PORT");
      return typed;
    }

    private static void require(boolean holds, String otherwise) throws Wrong {
      if (!holds) {
        throw new Wrong(otherwise);
      }
    }
  }
}
