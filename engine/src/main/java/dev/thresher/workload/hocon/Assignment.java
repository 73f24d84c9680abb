package dev.thresher.workload.hocon;

import java.util.List;

/**
 * A value that the command line puts over what the file says.
 *
 * @param value as typed: a list such as {@code [1, 2]} if it begins and ends like one; a number,
 *     {@code true}, {@code false} or a quoted text if it is one; else a text, taken literally
 */
public record Assignment(Origin at, List<String> path, String value) {
  public Assignment {
    path = List.copyOf(path);
  }
}
