package dev.thresher.kinds;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.util.LinkedHashMap;
import java.util.Optional;

/** A rectangle of an image, in pixels from the top left corner. */
record TileArea(int x, int y, int width, int height) {
  private static final String X = "tile-x";
  private static final String Y = "tile-y";
  private static final String WIDTH = "tile-width";
  private static final String HEIGHT = "tile-height";

  /** The one that the fields name; empty if they name none. */
  static Optional<TileArea> in(Fields fields) {
    if (fields.find(X).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TileArea(
            Math.toIntExact(fields.whole(X)),
            Math.toIntExact(fields.whole(Y)),
            Math.toIntExact(fields.whole(WIDTH)),
            Math.toIntExact(fields.whole(HEIGHT))));
  }

  Fields toFields() {
    var fields = new LinkedHashMap<String, Value>();
    fields.put(X, Value.of(x));
    fields.put(Y, Value.of(y));
    fields.put(WIDTH, Value.of(width));
    fields.put(HEIGHT, Value.of(height));
    return new Fields(fields);
  }
}
