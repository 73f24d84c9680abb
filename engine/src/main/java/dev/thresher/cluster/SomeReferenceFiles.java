package dev.thresher.cluster;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Gives the classes of the engine and some of the files {@code reference.conf}, or none. */
final class SomeReferenceFiles extends ClassLoader {
  private final Predicate<String> shown;

  /**
   * @param shown asked of the address of each
   */
  SomeReferenceFiles(ClassLoader engine, Predicate<String> shown) {
    super(engine);
    this.shown = shown;
  }

  /**
   * For an actor system. Pekko lays its reference files below whatever configuration it is given;
   * the engine's is whole already, and what it left out would come back.
   */
  static SomeReferenceFiles none(ClassLoader engine) {
    return new SomeReferenceFiles(engine, _ -> false);
  }

  @Override
  public @Nullable URL getResource(String name) {
    var found = super.getResource(name);
    return found == null || !isReference(name) || shown.test(found.toString()) ? found : null;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    var found = super.getResources(name);
    return isReference(name)
        ? Collections.enumeration(
            Collections.list(found).stream().filter(file -> shown.test(file.toString())).toList())
        : found;
  }

  private static boolean isReference(String name) {
    return name.equals("reference.conf");
  }
}
