package dev.thresher.kinds;

import dev.thresher.kernel.EscapePalette;
import dev.thresher.kernel.IndexedPng;
import dev.thresher.kernel.MandelbrotView;
import dev.thresher.model.Bytes;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Binary;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.task.Reducer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Joins tiles of one view and draws them. A tile holds the escape times of its pixels row by row,
 * two bytes each, the higher one first; 0 stands for inside. Pixels of tiles that are missing,
 * because their tasks failed and were skipped, are drawn grey.
 */
final class MandelbrotImage implements Reducer {
  private static final String VIEW = "view";
  private static final String TILES = "tiles";

  /**
   * @param tile its {@link TileArea} and its {@code times}
   */
  static Fields partial(MandelbrotView view, Fields tile) {
    var fields = new LinkedHashMap<String, Value>();
    fields.put("width", Value.of(view.width()));
    fields.put("height", Value.of(view.height()));
    fields.put("centre-re", Value.of(view.centreRe()));
    fields.put("centre-im", Value.of(view.centreIm()));
    fields.put("span", Value.of(view.span()));
    fields.put("iterations", Value.of(view.iterations()));
    return partial(new Fields(fields), List.of(tile));
  }

  private static Fields partial(Value view, List<Value> tiles) {
    return Fields.of(VIEW, view).with(TILES, new Sequence(tiles));
  }

  /**
   * @throws IllegalArgumentException if the tiles are of different images
   */
  @Override
  public Value combine(Value left, Value right) {
    var view = left.asFields().get(VIEW);
    var other = right.asFields().get(VIEW);
    if (!view.equals(other)) {
      throw new IllegalArgumentException(
          "tiles of different images cannot be merged: " + view + " and " + other);
    }
    var tiles = new ArrayList<>(tilesOf(left));
    tiles.addAll(tilesOf(right));
    return partial(view, tiles);
  }

  @Override
  public Value finish(Value combined, Fields constants) {
    var view = combined.asFields().get(VIEW).asFields();
    int width = Math.toIntExact(view.whole("width"));
    int height = Math.toIntExact(view.whole("height"));
    int iterations = Math.toIntExact(view.whole("iterations"));
    var pixels = new byte[Math.multiplyExact(width, height)];
    Arrays.fill(pixels, EscapePalette.MISSING);
    var palette = new EscapePalette(iterations);
    long inside = 0;
    for (var tile : tilesOf(combined)) {
      inside += draw(tile.asFields(), palette, pixels, width);
    }
    var png = IndexedPng.encode(width, height, pixels, EscapePalette.colours());
    var fields = new LinkedHashMap<String, Value>();
    fields.put("width", Value.of(width));
    fields.put("height", Value.of(height));
    fields.put("iterations", Value.of(iterations));
    fields.put("inside", Value.of(inside));
    fields.put("image", new Binary(Bytes.adopt(png)));
    return new Fields(fields);
  }

  /** Returns how many of the tile's pixels are inside. */
  private static long draw(Fields tile, EscapePalette palette, byte[] pixels, int imageWidth) {
    var area = TileArea.in(tile).orElseThrow();
    var times = tile.get("times").asBinary().asReadOnlyBuffer();
    long inside = 0;
    for (int row = 0; row < area.height(); row++) {
      int at = (area.y() + row) * imageWidth + area.x();
      for (int column = 0; column < area.width(); column++) {
        int time = Short.toUnsignedInt(times.getShort());
        pixels[at + column] = palette.indexOf(time);
        inside += time == 0 ? 1 : 0;
      }
    }
    return inside;
  }

  private static List<Value> tilesOf(Value partial) {
    return partial.asFields().get(TILES).asSequence();
  }
}
