package dev.thresher.workload;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;

/** The order of paths in columns: that of their UTF-8 bytes, the same on every host. */
public final class PathOrder {
  public static final Comparator<Path> BYTES =
      (left, right) ->
          Arrays.compareUnsigned(
              left.toString().getBytes(StandardCharsets.UTF_8),
              right.toString().getBytes(StandardCharsets.UTF_8));

  private PathOrder() {}
}
