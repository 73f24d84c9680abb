package dev.thresher.http;

import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/** What is no HTTP, or too much of it, is answered like every other mistake. Named in http.conf. */
public final class JsonParsingErrors extends ParsingErrorHandler {
  /** Where Scala looks for its objects. */
  @SuppressWarnings("ConstantName")
  public static final JsonParsingErrors MODULE$ = new JsonParsingErrors();

  private JsonParsingErrors() {}

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
    var answer = Answer.refused(status.intValue(), error.summary(), "docs/http.md has the limits");
    return HttpServer.response(answer);
  }
}
