package dev.thresher.codec.objects;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is in the way of an object that cannot travel, and how it is reached. Looked for only after
 * writing has failed, by walking over the object's parts, nearest first.
 *
 * @param path from what was handed over to what is in the way, each step with the name by which it
 *     is reached and its class
 * @param isForeign whether it is serialisable, but of a class that may not travel
 */
record Obstacle(List<String> path, boolean isForeign, String hint) {
  private static final int MOST_OBJECTS = 100_000;

  Obstacle {
    path = List.copyOf(path);
  }

  /**
   * An object on the way.
   *
   * @param step how it is told to the user
   * @param isShort whether it would be written in the short form, where a record need not be
   *     serialisable
   */
  private record Place(Object object, String step, @Nullable Place from, boolean isShort) {
    boolean holdsShort() {
      return isShort
          && (object instanceof Record && !(object instanceof Serializable)
              || object.getClass() == ArrayList.class);
    }
  }

  /** Empty if nothing is found that could not travel by itself. */
  static Optional<Obstacle> of(Object root, Travelling travelling) {
    return of(root, travelling, true).or(() -> of(root, travelling, false));
  }

  private static Optional<Obstacle> of(Object root, Travelling travelling, boolean isShort) {
    var seen = Collections.newSetFromMap(new IdentityHashMap<Object, Boolean>());
    var ahead = new ArrayDeque<Place>();
    ahead.add(new Place(root, ObjectParts.nameOf(root), null, isShort));
    while (!ahead.isEmpty() && seen.size() < MOST_OBJECTS) {
      var place = ahead.remove();
      if (seen.add(place.object())) {
        if (ObjectParts.isObstacle(place.object(), place.isShort(), travelling)) {
          return Optional.of(at(place));
        }
        enqueueParts(place, seen, ahead);
      }
    }
    return Optional.empty();
  }

  private static void enqueueParts(Place place, Set<Object> seen, ArrayDeque<Place> ahead) {
    for (var part : ObjectParts.of(place.object())) {
      if (!seen.contains(part.object())) {
        var step = part.name() + " " + ObjectParts.nameOf(part.object());
        ahead.add(new Place(part.object(), step, place, place.holdsShort()));
      }
    }
  }

  private static Obstacle at(Place found) {
    var path = new ArrayList<String>();
    path.add(found.from() == null ? found.step() : lastStep(found));
    for (var place = found.from(); place != null; place = place.from()) {
      path.addFirst(place.step());
    }
    return new Obstacle(path, found.object() instanceof Serializable, hint(found));
  }

  // What is in the way is called by its full name: a class of that short name is often easy to mix
  // up.
  private static String lastStep(Place found) {
    var type = found.object().getClass();
    var shown = ObjectParts.nameOf(found.object());
    var name = found.step().substring(0, found.step().length() - shown.length());
    return ObjectParts.isLambda(type) || type.isAnonymousClass()
        ? found.step()
        : name + type.getTypeName();
  }

  private static String hint(Place found) {
    var object = found.object();
    var from = found.from();
    if (ObjectParts.isLambda(object.getClass())) {
      return "Hand it over directly, or as a SerCallable, SerRunnable or SerFunction.";
    }
    if (ObjectParts.isResource(object)) {
      return "Open it inside the task.";
    }
    if (from != null && found.step().startsWith(ObjectParts.OUTER)) {
      return "Make "
          + ObjectParts.nameOf(from.object())
          + " a static class or a record: as it is, it holds the object around it.";
    }
    if (from != null && found.step().startsWith(ObjectParts.CAPTURED_THIS)) {
      return "Make the method static, or copy what the lambda needs into a variable before it.";
    }
    return "Capture only what is needed, or let %s implement java.io.Serializable."
        .formatted(object.getClass().getTypeName());
  }

  /** The lambda as the source shows it. */
  static String nameOf(SerializedLambda lambda) {
    var type = simple(lambda.getCapturingClass().replace('/', '.'));
    var method = lambda.getImplMethodName();
    if (!method.startsWith("lambda$")) {
      return "method reference " + simple(lambda.getImplClass().replace('/', '.')) + "::" + method;
    }
    var parts = method.split("\\$");
    return switch (parts.length > 1 ? parts[1] : "") {
      case "new" -> "lambda in a constructor of " + type;
      case "static", "" -> "lambda in " + type;
      default -> "lambda in " + type + "." + parts[1];
    };
  }

  static String simple(String type) {
    var name = type.substring(type.lastIndexOf('.') + 1);
    var inner = name.substring(name.lastIndexOf('$') + 1);
    return inner.isEmpty() || Character.isDigit(inner.charAt(0)) ? name : inner;
  }
}
