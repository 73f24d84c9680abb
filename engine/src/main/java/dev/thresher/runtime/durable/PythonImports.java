package dev.thresher.runtime.durable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The source files of a Python module and of what it imports from the same directory, directly or
 * not, as far as the text of the import statements tells. Installed packages are left out.
 */
final class PythonImports {
  private static final Pattern IMPORT =
      Pattern.compile(
          "^\\s*(?:import\\s+([\\w., \\t]+)|from\\s+(\\.*)([\\w.]*)\\s+import\\s+\\(?([\\w, \\t]*))",
          Pattern.MULTILINE);
  private static final int MOST_BYTES = 1 << 20;

  private final Path root;
  private final SortedSet<Path> found = new TreeSet<>();

  private PythonImports(Path root) {
    this.root = root;
  }

  /**
   * @param root absolute; where imports are looked for
   * @param module dotted name
   */
  static SortedSet<Path> of(Path root, String module) {
    var imports = new PythonImports(root);
    imports.follow(module);
    return imports.found;
  }

  /** Takes the module, and the packages that it is in: importing it runs their code. */
  private void follow(String module) {
    var path = root;
    for (var name : module.split("\\.")) {
      if (name.isEmpty()) {
        return;
      }
      path = path.resolve(name);
      take(path.resolve("__init__.py"), path);
    }
    var parent = path.getParent();
    take(path.resolveSibling(path.getFileName() + ".py"), parent == null ? root : parent);
  }

  /**
   * @param around the package that a relative import begins in
   */
  private void take(Path file, Path around) {
    if (!Files.isRegularFile(file) || !found.add(file)) {
      return;
    }
    var matcher = IMPORT.matcher(textOf(file));
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        for (var one : matcher.group(1).split(",")) {
          follow(one.strip().split("\\s")[0]);
        }
      } else {
        followFrom(matcher.group(2), matcher.group(3), matcher.group(4), around);
      }
    }
  }

  private void followFrom(String dots, String module, String names, Path around) {
    var base = root;
    if (!dots.isEmpty()) {
      base = around;
      for (int up = 1; up < dots.length() && base.startsWith(root); up++) {
        base = base.getParent() == null ? root : base.getParent();
      }
    }
    var prefix = base.startsWith(root) ? dotted(root.relativize(base)) : "";
    var whole = joined(prefix, module);
    follow(whole);
    // What is imported from a package may be one of its modules.
    for (var name : names.split(",")) {
      follow(joined(whole, name.strip().split("\\s")[0]));
    }
  }

  private static String dotted(Path path) {
    return path.toString().replace('/', '.');
  }

  private static String joined(String left, String right) {
    return left.isEmpty() || right.isEmpty() ? left + right : left + "." + right;
  }

  private static String textOf(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      return "";
    }
  }
}
