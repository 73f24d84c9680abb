package dev.thresher.runtime;

import dev.thresher.workload.FileLookup.Matches;
import dev.thresher.workload.GlobPattern;
import dev.thresher.workload.GlobPattern.AnyDirectories;
import dev.thresher.workload.GlobPattern.Name;
import dev.thresher.workload.GlobPattern.Names;
import dev.thresher.workload.PathOrder;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the files that fit a pattern, looking only into directories that can hold one. Follows
 * links to files and, where the pattern names a directory, to directories; {@code **} follows none,
 * so that a circle of links ends.
 */
final class GlobSearch {
  private static final int MOST_NAMES = 1_000_000;

  private final GlobPattern pattern;
  private final TreeSet<Path> found = new TreeSet<>(PathOrder.BYTES);
  private final Set<Place> visited = new HashSet<>();
  private int names;

  private record Place(Path directory, int segment) {}

  /** Ends a search that has no end in sight. */
  private static final class TooMany extends IOException {
    private static final long serialVersionUID = 1L;
  }

  GlobSearch(GlobPattern pattern) {
    this.pattern = pattern;
  }

  Matches from(Path start) {
    try {
      search(start, 0);
      return new Matches.Files(List.copyOf(found));
    } catch (TooMany endless) {
      return new Matches.Refused("there are more than " + MOST_NAMES + " names to look at");
    } catch (AccessDeniedException denied) {
      return new Matches.Refused("no permission to read " + denied.getFile());
    } catch (IOException unreadable) {
      return new Matches.Refused("a directory cannot be read: " + unreadable.getMessage());
    }
  }

  private void search(Path directory, int segment) throws IOException {
    if (!visited.add(new Place(directory, segment))) {
      return;
    }
    boolean last = segment == pattern.segments().size() - 1;
    switch (pattern.segments().get(segment)) {
      case Name(String name) -> accept(directory.resolve(name).normalize(), segment, last);
      case Names patterns -> {
        for (var path : list(directory)) {
          if (patterns.matches(path.getFileName().toString())) {
            accept(path, segment, last);
          }
        }
      }
      case AnyDirectories() -> descend(directory, segment, last);
    }
  }

  private void accept(Path path, int segment, boolean last) throws IOException {
    if (last) {
      if (Files.isRegularFile(path)) {
        found.add(path);
      }
    } else if (Files.isDirectory(path)) {
      search(path, segment + 1);
    }
  }

  // Iterative in effect: each level adds one frame, and the depth of directories is small.
  private void descend(Path directory, int segment, boolean last) throws IOException {
    if (!last) {
      search(directory, segment + 1);
    }
    for (var path : list(directory)) {
      boolean hidden = path.getFileName().toString().startsWith(".");
      if (!hidden && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        search(path, segment);
      } else if (!hidden && last && Files.isRegularFile(path)) {
        found.add(path);
      }
    }
  }

  private List<Path> list(Path directory) throws IOException {
    var paths = new ArrayList<Path>();
    if (!Files.isDirectory(directory)) {
      return paths;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (var path : entries) {
        if (++names > MOST_NAMES) {
          throw new TooMany();
        }
        paths.add(path);
      }
    } catch (java.nio.file.DirectoryIteratorException broken) {
      throw broken.getCause();
    }
    return paths;
  }
}
