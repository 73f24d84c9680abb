package dev.thresher.cli;

import dev.thresher.http.HttpAsk;
import dev.thresher.http.HttpAsk.Told;
import dev.thresher.model.PrintableText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.share.NodeAddress;
import dev.thresher.standing.AccessToken;
import dev.thresher.standing.CoordinatorHome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;

/**
 * How a verb speaks to a coordinator: what goes wrong ends in a sentence.
 *
 * @param token its file, read for each question, as a coordinator that is started again has another
 */
record Contact(NodeAddress server, Path token) {
  private static final int OK = 299;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  /** Asks with a question that it must be able to answer. */
  Fields get(String path) {
    return json(tell("GET", path, Fields.NONE));
  }

  Fields post(String path, Fields body) {
    return json(tell("POST", path, body));
  }

  /** What of that coordinator lies on this host: its token is in it. */
  CoordinatorHome home() {
    return new CoordinatorHome(token.toAbsolutePath().resolveSibling(""));
  }

  /** The answer as it came. */
  Told raw(String path) {
    return tell("GET", path, Fields.NONE);
  }

  private Fields json(Told told) {
    try {
      return told.json();
    } catch (IOException strange) {
      throw Refusal.unreachable(
          "what answers at " + server + " is no coordinator: " + strange.getMessage());
    }
  }

  private Told tell(String method, String path, Fields body) {
    try {
      var ask = new HttpAsk(server, AccessToken.read(token));
      var told = method.equals("GET") ? ask.get(path) : ask.post(path, body);
      if (told.status() > OK) {
        throw refusal(told);
      }
      return told;
    } catch (ConnectException nobody) {
      throw Refusal.unreachable(
          "nobody listens at " + server + ": has the coordinator ended? Start it again there");
    } catch (SocketTimeoutException silent) {
      throw Refusal.unreachable(
          "no answer comes from " + server + " within its time; look at the coordinator's log");
    } catch (IOException impossible) {
      throw Refusal.unreachable(
          "the coordinator at " + server + " cannot be asked: " + impossible.getMessage());
    }
  }

  private Refusal refusal(Told told) {
    var said = json(told);
    var error = text(said, "error");
    if (told.status() == UNAUTHORIZED || told.status() == FORBIDDEN) {
      return Refusal.unreachable(
          "the coordinator at %s refuses the token in %s: %s".formatted(server, token, error));
    }
    var hint = text(said, "hint");
    return Refusal.of(hint.isEmpty() ? error : error + "; " + hint);
  }

  private static String text(Fields fields, String name) {
    return fields
        .find(name)
        .filter(value -> value instanceof Value.Text)
        .map(Value::asText)
        .map(PrintableText::escape)
        .orElse("");
  }
}
