package dev.thresher.kinds;

import dev.thresher.kernel.MandelbrotView;
import dev.thresher.model.Bytes;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Binary;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.Division;
import dev.thresher.task.Parameter;
import dev.thresher.task.Parameter.Type.RealBetween;
import dev.thresher.task.Parameter.Type.WholeBetween;
import dev.thresher.task.Reducer;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskKind;
import java.nio.ByteBuffer;
import java.util.List;

/** {@code mandelbrot}: an image of the Mandelbrot set, see {@link MandelbrotView}. */
final class MandelbrotKind implements TaskKind {
  private static final String TILE = "tile";
  private static final int LARGEST_SIDE = 8192;
  private static final int MOST_ITERATIONS = 0xffff; // an escape time takes two bytes
  private static final int LARGEST_TILE = 224; // 98 KiB of escape times, within one inline payload
  private static final long CHUNK = 1 << 20; // iterations between two looks at the context: 3 ms

  @Override
  public String name() {
    return "mandelbrot";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String summary() {
    return "an image of the Mandelbrot set as PNG, computed in tiles";
  }

  @Override
  public String source() {
    return "R. Brooks and J. P. Matelski, 1978; area of the set: K. Mitchell, 2001,"
        + " https://www.fractalus.com/kerry/articles/area/mandelbrot-area.html";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        whole("width", LARGEST_SIDE, "pixels", "width of the image", 800),
        whole("height", LARGEST_SIDE, "pixels", "height of the image", 600),
        real("centre-re", -4, 4, "real part of the point in the middle", -0.75),
        real("centre-im", -4, 4, "imaginary part of the point in the middle", 0),
        real("span", 1e-13, 16, "what the width covers in the complex plane", 3.5),
        whole(
            "iterations",
            MOST_ITERATIONS,
            "steps",
            "after which a point that did not escape counts as inside",
            1000),
        whole(TILE, LARGEST_TILE, "pixels", "side of the square that one task computes", 128));
  }

  private static Parameter whole(String name, long most, String unit, String meaning, long absent) {
    return Parameter.optional(name, new WholeBetween(1, most), unit, meaning, Value.of(absent));
  }

  private static Parameter real(
      String name, double least, double most, String meaning, double absent) {
    return Parameter.optional(name, new RealBetween(least, most), "", meaning, Value.of(absent));
  }

  @Override
  public List<String> resultFields() {
    return List.of("width", "height", "iterations", "inside", "image");
  }

  @Override
  public Division divide(Fields constants) {
    return new TileGrid(
        Math.toIntExact(constants.whole("width")),
        Math.toIntExact(constants.whole("height")),
        Math.toIntExact(constants.whole(TILE)));
  }

  @Override
  public Value run(Fields arguments, TaskContext context) throws InterruptedException {
    var view = viewOf(arguments);
    var area =
        TileArea.in(arguments).orElseGet(() -> new TileArea(0, 0, view.width(), view.height()));
    var times = ByteBuffer.allocate(Math.multiplyExact(2 * area.width(), area.height()));
    long sinceLook = 0;
    for (int row = area.y(); row < area.y() + area.height(); row++) {
      for (int column = area.x(); column < area.x() + area.width(); column++) {
        int time = view.escapeTime(column, row);
        times.putShort((short) time);
        sinceLook += time == 0 ? view.iterations() : time;
        if (sinceLook >= CHUNK) {
          context.stopIfCancelled();
          sinceLook = 0;
        }
      }
    }
    context.stopIfCancelled();
    var tile = area.toFields().with("times", new Binary(Bytes.adopt(times.array())));
    return MandelbrotImage.partial(view, tile);
  }

  @Override
  public Reducer reducer() {
    return new MandelbrotImage();
  }

  private static MandelbrotView viewOf(Fields arguments) {
    return new MandelbrotView(
        Math.toIntExact(arguments.whole("width")),
        Math.toIntExact(arguments.whole("height")),
        arguments.real("centre-re"),
        arguments.real("centre-im"),
        arguments.real("span"),
        Math.toIntExact(arguments.whole("iterations")));
  }

  /** The image in squares, row by row from the top left; those at the edges are cut off. */
  private record TileGrid(int width, int height, int side) implements Division {
    @Override
    public long size() {
      return (long) columns() * Math.ceilDiv(height, side);
    }

    @Override
    public Fields row(long index) {
      int x = Math.toIntExact(index % columns()) * side;
      int y = Math.toIntExact(index / columns()) * side;
      return new TileArea(x, y, Math.min(side, width - x), Math.min(side, height - y)).toFields();
    }

    private int columns() {
      return Math.ceilDiv(width, side);
    }
  }
}
