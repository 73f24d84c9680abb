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
  private static final String NAME = "([A-Za-z_][A-Za-z0-9_]*)";
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{#?)?" + NAME);
  private static final Pattern ARITHMETIC = Pattern.compile("\\$\\(\\((.*?)\\)\\)", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile(NAME);
  private static final Pattern HOLE = Pattern.compile("(\\$?)\\{([^{}]+)}");
  private static final List<String> TAKEN = List.of(CommandLine.OUT, CommandLine.INDEX);

  private final List<String> values;
  private final InputColumns columns;
  private final Complaints complaints;
  private final Set<String> used = new LinkedHashSet<>();
  private boolean foundFault;

  private TemplateNames(List<String> values, InputColumns columns, Complaints complaints) {
    this.values = List.copyOf(values);
    this.columns = columns;
    this.complaints = complaints;
  }

  /**
   * @param columns of the rows that the tasks are given
   * @param reserved keys in {@code task} that are no values
   */
  static TemplateNames of(
      StageBlocks blocks, InputColumns columns, List<String> reserved, Complaints complaints) {
    var values = new LinkedHashSet<>(columns.names());
    values.addAll(blocks.params().children().keySet());
    blocks.task().children().keySet().stream()
        .filter(key -> !reserved.contains(key))
        .forEach(values::add);
    var names = new TemplateNames(List.copyOf(values), columns, complaints);
    for (var taken : TAKEN) {
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
    if (CommandLine.isOwnName(hole) && columns.names().contains(hole)) {
      complain(
          at,
          "{%s} has a meaning of its own in commands, and the rows have a column of that name: give it another"
              .formatted(hole));
      return false;
    }
    if (isValue(hole)) {
      return isNoPiece(hole, at);
    }
    if (hole.equals(CommandLine.INDEX) || hole.equals(CommandLine.OUT) && mayBeOut) {
      return true;
    }
    int dot = hole.lastIndexOf('.');
    var before = dot > 0 ? hole.substring(0, dot) : hole;
    if (dot > 0 && isValue(before)) {
      return isPiece(hole, hole.substring(dot + 1), at);
    }
    if (!Template.isUsualName(hole)) {
      complain(at, Shown.quoted("{" + hole + "}") + ": " + Template.NO_NAME);
    } else if (isOfLabel(hole)) {
      complainOfLabel(hole, at);
    } else if (columns.areDoubtful()) {
      return true;
    } else {
      complainOfUnknown(before, mayBeOut, at);
    }
    return false;
  }

  private boolean isNoPiece(String value, Origin at) {
    boolean isFine = Template.column(value).equals(value);
    if (!isFine) {
      complain(
          at,
          "{%s} would be a piece of the path {%s}: give the value another name"
              .formatted(value, Template.column(value)));
    }
    return isFine;
  }

  private boolean isValue(String name) {
    return values.contains(name);
  }

  private boolean isOfLabel(String hole) {
    int dot = hole.indexOf('.');
    var label = dot > 0 ? hole.substring(0, dot) : hole;
    return columns.labels().containsKey(label);
  }

  private void complainOfLabel(String hole, Origin at) {
    int dot = hole.indexOf('.');
    var label = dot > 0 ? hole.substring(0, dot) : hole;
    var ofFile = columns.labels().getOrDefault(label, List.of());
    var column = hole.substring(dot + 1);
    complain(
        at,
        "{%s}: %s only labels a file; its columns are named by themselves, %s"
            .formatted(
                hole,
                label,
                dot > 0 && ofFile.contains(column)
                    ? "{" + column + "}"
                    : "such as {" + ofFile.getFirst() + "}"));
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
    boolean fine = true;
    for (var hole : HOLE.matcher(text).results().toList()) {
      if (hole.group(1).isEmpty() && isSpliced(hole.group(2))) {
        var named = isOfLabel(hole.group(2)) ? afterLabel(hole.group(2)) : hole.group(2);
        complain(
            at,
            "a shell text holds no {%s}, as it would be run as code: write \"$%s\""
                .formatted(hole.group(2), variable(named)));
        fine = false;
      }
    }
    var mentioned = new LinkedHashMap<String, Template>();
    for (var name : variables(text)) {
      var meant = meant(name);
      if (meant.size() > 1) {
        complain(
            at,
            "$%s could be %s: a shell text can have only one of them"
                .formatted(name, String.join(" or ", meant.stream().map(Shown::quoted).toList())));
        fine = false;
      }
      for (var hole : meant) {
        fine &= !isValue(hole) || isNoPiece(hole, at);
        mentioned.put(name, Template.of("{" + hole + "}"));
      }
    }
    mentioned.values().forEach(template -> used.addAll(template.holes()));
    return fine ? Optional.of(mentioned) : Optional.empty();
  }

  // In $((n + 1)) a variable needs no $ of its own.
  private static Set<String> variables(String text) {
    var names = new LinkedHashSet<String>();
    VARIABLE.matcher(text).results().forEach(found -> names.add(found.group(1)));
    ARITHMETIC
        .matcher(text)
        .results()
        .flatMap(found -> WORD.matcher(found.group(1)).results())
        .forEach(found -> names.add(found.group(1)));
    return names;
  }

  private boolean isSpliced(String hole) {
    return isValue(hole)
        || isValue(Template.column(hole))
        || CommandLine.isOwnName(hole)
        || isOfLabel(hole);
  }

  private static String afterLabel(String hole) {
    return hole.substring(hole.indexOf('.') + 1);
  }

  /** The values that this variable of a shell could stand for; more than one is a mistake. */
  private List<String> meant(String variable) {
    if (CommandLine.isOwnName(variable)) {
      return columns.names().contains(variable)
          ? List.of(variable, variable + " of the rows")
          : List.of(variable);
    }
    var whole = values.stream().filter(name -> isSo(name, variable)).toList();
    if (!whole.isEmpty()) {
      return whole;
    }
    var pieces =
        values.stream()
            .flatMap(name -> PathPiece.words().stream().map(word -> name + "." + word))
            .filter(hole -> isSo(hole, variable))
            .toList();
    return pieces.isEmpty() && columns.areDoubtful() ? List.of(variable) : pieces;
  }

  // A name that no template can hold is not offered, and then nothing uses it.
  private static boolean isSo(String hole, String variable) {
    return variable(hole).equals(variable) && hole.indexOf('{') < 0 && hole.indexOf('}') < 0;
  }

  /** Letters, digits and {@code _}: {@code photo.stem} is {@code photo_stem} to a shell. */
  static String variable(String hole) {
    return hole.replaceAll("[^A-Za-z0-9_]", "_");
  }
}
