package dev.thresher.workload;

import dev.thresher.task.CommandLine;
import dev.thresher.task.PathPiece;
import dev.thresher.task.Template;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Origin;
import dev.thresher.workload.hocon.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/** The names that templates of one stage may use. Remembers which of them were used. */
final class TemplateNames {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)");
  private static final Pattern HOLE = Pattern.compile("(\\$?)\\{([^{}]+)}");

  private final List<String> values;
  private final boolean areDoubtful;
  private final Complaints complaints;
  private final Set<String> used = new LinkedHashSet<>();
  private boolean foundFault;

  private TemplateNames(List<String> values, boolean areDoubtful, Complaints complaints) {
    this.values = List.copyOf(values);
    this.areDoubtful = areDoubtful;
    this.complaints = complaints;
  }

  /**
   * @param reserved keys in {@code task} that are no values
   */
  static TemplateNames of(StageBlocks blocks, List<String> reserved, Complaints complaints) {
    var values = new LinkedHashSet<String>();
    values.addAll(blocks.each().children().keySet());
    values.addAll(blocks.params().children().keySet());
    blocks.task().children().keySet().stream()
        .filter(key -> !reserved.contains(key))
        .forEach(values::add);
    var names = new TemplateNames(List.copyOf(values), blocks.areDoubtful(), complaints);
    for (var taken : List.of(CommandLine.OUT, CommandLine.INDEX)) {
      blocks.each().find(taken).ifPresent(node -> names.refuseTaken(taken, node.origin()));
      blocks.params().find(taken).ifPresent(node -> names.refuseTaken(taken, node.origin()));
    }
    return names;
  }

  private void refuseTaken(String name, Origin at) {
    complain(at, "{%s} has a meaning of its own in commands; choose another name".formatted(name));
  }

  /** Whether there was something to complain of in names. */
  boolean foundFault() {
    return foundFault;
  }

  /** As written between braces. */
  Set<String> used() {
    return used;
  }

  /** Empty if a complaint has been made. */
  Optional<Template> template(Scalar scalar) {
    return template(scalar, true);
  }

  /** For the name of the output itself. */
  Optional<Template> withoutOut(Scalar scalar) {
    return template(scalar, false);
  }

  private Optional<Template> template(Scalar scalar, boolean mayBeOut) {
    Template template;
    try {
      template = Template.of(scalar.written());
    } catch (IllegalArgumentException malformed) {
      complain(scalar.origin(), Shown.quoted(scalar.written()) + ": " + malformed.getMessage());
      return Optional.empty();
    }
    boolean fine = true;
    for (var hole : template.holes()) {
      fine &= isKnown(hole, mayBeOut, scalar.origin());
    }
    used.addAll(template.holes());
    return fine ? Optional.of(template) : Optional.empty();
  }

  private boolean isKnown(String hole, boolean mayBeOut, Origin at) {
    if (values.contains(hole)
        || hole.equals(CommandLine.INDEX)
        || hole.equals(CommandLine.OUT) && mayBeOut
        || areDoubtful) {
      return true;
    }
    int dot = hole.lastIndexOf('.');
    if (dot > 0 && values.contains(hole.substring(0, dot))) {
      return isPiece(hole, hole.substring(dot + 1), at);
    }
    complainOfUnknown(dot > 0 ? hole.substring(0, dot) : hole, mayBeOut, at);
    return false;
  }

  private boolean isPiece(String hole, String word, Origin at) {
    if (PathPiece.of(word).isPresent()) {
      return true;
    }
    foundFault = true;
    complaints.addMisspelling(
        at,
        "{%s}: of a file there are %s".formatted(hole, String.join(", ", PathPiece.words())),
        word,
        PathPiece.words());
    return false;
  }

  private void complainOfUnknown(String name, boolean mayBeOut, Origin at) {
    var known = new ArrayList<>(values);
    if (mayBeOut) {
      known.add(CommandLine.OUT);
    }
    known.add(CommandLine.INDEX);
    foundFault = true;
    complaints.addMisspelling(
        at,
        "nothing has the name {%s}; there are %s".formatted(name, Shown.list(known)),
        name,
        known);
  }

  private void complain(Origin at, String message) {
    foundFault = true;
    complaints.add(at, message);
  }

  /**
   * The values that a shell text mentions as {@code $name}, by the name of the variable; those that
   * it mentions as {@code {name}} are complained of, as nothing is ever put into its text.
   */
  Optional<SequencedMap<String, Template>> shellVariables(String text, Origin at) {
    var offered = offered();
    boolean fine = true;
    for (var hole : HOLE.matcher(text).results().toList()) {
      var variable = variable(hole.group(2));
      if (hole.group(1).isEmpty()
          && offered.containsKey(variable)
          && offered.get(variable).holes().contains(hole.group(2))) {
        complain(
            at,
            "a shell text holds no {%s}, as it would be run as code: write \"$%s\""
                .formatted(hole.group(2), variable));
        fine = false;
      }
    }
    var mentioned = new LinkedHashMap<String, Template>();
    VARIABLE
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(offered::containsKey)
        .forEach(name -> mentioned.put(name, offered.get(name)));
    mentioned.values().forEach(template -> used.addAll(template.holes()));
    return fine ? Optional.of(mentioned) : Optional.empty();
  }

  private SequencedMap<String, Template> offered() {
    var offered = new LinkedHashMap<String, Template>();
    offered.put(CommandLine.OUT, Template.of("{out}"));
    offered.put(CommandLine.INDEX, Template.of("{index}"));
    for (var name : values) {
      offer(name, offered);
      PathPiece.words().forEach(word -> offer(name + "." + word, offered));
    }
    return offered;
  }

  // A name that no template can hold is not offered, and then nothing uses it.
  private static void offer(String hole, SequencedMap<String, Template> offered) {
    try {
      offered.putIfAbsent(variable(hole), Template.of("{" + hole + "}"));
    } catch (IllegalArgumentException odd) {
      // complained of as unused
    }
  }

  /** Letters, digits and {@code _}: {@code photo.stem} is {@code photo_stem} to a shell. */
  static String variable(String hole) {
    return hole.replaceAll("[^A-Za-z0-9_]", "_");
  }
}
