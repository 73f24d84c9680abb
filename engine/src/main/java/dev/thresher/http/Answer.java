package dev.thresher.http;

import dev.thresher.model.Bytes;
import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.util.Map;

/**
 * What a request is answered with.
 *
 * @param type of the content
 * @param headers beside those that every answer has
 */
public record Answer(int status, Type type, Bytes body, Map<String, String> headers) {
  public Answer {
    headers = Map.copyOf(headers);
  }

  /** Kinds of content. */
  public enum Type {
    JSON,
    METRICS,
    TEXT
  }

  static Answer json(int status, Value value) {
    return new Answer(status, Type.JSON, Bytes.utf8(JsonText.of(value) + "\n"), Map.of());
  }

  static Answer ok(Value value) {
    return json(200, value);
  }

  /**
   * @param error what is wrong, one sentence
   * @param hint what to do
   */
  static Answer refused(int status, String error, String hint) {
    return json(status, Fields.of("error", Value.of(error)).with("hint", Value.of(hint)));
  }

  Answer with(String header, String value) {
    var all = new java.util.HashMap<>(headers);
    all.put(header, value);
    return new Answer(status, type, body, all);
  }
}
