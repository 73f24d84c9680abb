package dev.thresher.runtime.closures;

import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binary names of classes, as class files have them. */
public final class ClassNames {
  private ClassNames() {}

  /** The class in whose file a class is: a lambda's own is a part of the class around it. */
  public static String hostOf(Class<?> type) {
    var name = type.getName();
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : name.substring(0, lambda);
  }

  /** The class of its source file that holds it, and names all that are nested in it. */
  public static String outermost(String host) {
    return host.replaceFirst("(?<=.)\\$.*", "");
  }

  /** The classes that a class file names; of arrays their elements. */
  public static List<String> namedIn(byte[] classFile) {
    var names = new ArrayList<String>();
    for (var entry : ClassFile.of().parse(classFile).constantPool()) {
      var type = entry instanceof ClassEntry named ? elementOf(named.asInternalName()) : null;
      if (type != null) {
        names.add(type);
      }
    }
    return names;
  }

  /** Null for arrays of primitive elements. */
  private static @Nullable String elementOf(String internalName) {
    if (!internalName.startsWith("[")) {
      return internalName.replace('/', '.');
    }
    int element = internalName.lastIndexOf('[') + 1;
    return internalName.charAt(element) == 'L'
        ? internalName.substring(element + 1, internalName.length() - 1).replace('/', '.')
        : null;
  }
}
