package dev.thresher.http;

import dev.thresher.model.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request, whatever it came by.
 *
 * @param segments of the path, decoded
 * @param headers by their names in lower case
 */
public record Asked(
    String method,
    List<String> segments,
    Map<String, String> query,
    Map<String, List<String>> headers,
    Bytes body) {
  public Asked {
    segments = List.copyOf(segments);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /** All that were sent under that name, in lower case. */
  List<String> headers(String name) {
    return headers.getOrDefault(name, List.of());
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }
}
