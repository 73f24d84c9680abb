package dev.thresher.api.spi;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task or argument that travels with the log context of whoever submitted it.
 *
 * @param logContext what SLF4J's MDC is to hold while it runs
 * @param content what is called, or what the function is called with
 */
public record InContext(Map<String, String> logContext, @Nullable Object content)
    implements Serializable {
  public InContext {
    logContext = new HashMap<>(logContext); // others may hold null
  }
}
