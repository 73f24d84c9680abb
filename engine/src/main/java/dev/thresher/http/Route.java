package dev.thresher.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One thing that can be asked.
 *
 * @param pattern of its path; {@code {name}} stands for one segment
 * @param open whether it is answered without the token
 */
record Route(String method, String pattern, boolean open, Handler handler) {
  interface Handler {
    /**
     * @param names segments of the path, by what the pattern calls them
     */
    CompletionStage<Answer> answer(Asked asked, Map<String, String> names);
  }

  /** What the pattern's names stand for in that path; empty if it is another one. */
  Optional<Map<String, String>> match(List<String> segments) {
    var own = List.of(pattern.substring(1).split("/"));
    if (own.size() != segments.size()) {
      return Optional.empty();
    }
    var names = new HashMap<String, String>();
    for (int i = 0; i < own.size(); i++) {
      var part = own.get(i);
      if (part.startsWith("{")) {
        names.put(part.substring(1, part.length() - 1), segments.get(i));
      } else if (!part.equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(names);
  }
}
