package dev.thresher.cluster;

import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Gives an actor system the classes of the engine but no {@code reference.conf}. Pekko lays its
 * reference files below whatever configuration it is given; the engine's is whole already, and what
 * it left out would come back.
 */
final class NoReferenceFiles extends ClassLoader {
  NoReferenceFiles(ClassLoader engine) {
    super(engine);
  }

  @Override
  public @Nullable URL getResource(String name) {
    return isReference(name) ? null : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws java.io.IOException {
    return isReference(name) ? Collections.emptyEnumeration() : super.getResources(name);
  }

  private static boolean isReference(String name) {
    return name.equals("reference.conf");
  }
}
