package dev.thresher.backend.node;

import dev.thresher.model.Content;
import dev.thresher.model.Value.Fields;
import java.util.List;

/** What the driver says to a {@link FilesQuestion}. */
public sealed interface FilesAnswer {
  /** All that were meant. */
  record Known(List<Named> files) implements FilesAnswer {
    public Known {
      files = List.copyOf(files);
    }
  }

  /**
   * @param text how the stage or task calls it
   * @param name its last name, without any directory
   */
  record Named(String text, String name, Content content) {}

  record Made(List<Fields> rows) implements FilesAnswer {
    public Made {
      rows = List.copyOf(rows);
    }
  }

  /** There is none to be had, for a reason in words for the user. */
  record Refused(String reason) implements FilesAnswer {}
}
