package dev.thresher.execute;

import dev.thresher.model.Payload;
import dev.thresher.model.Value;
import java.io.IOException;

/** In which form a result leaves its worker: by reference, or as bytes for another process. */
@FunctionalInterface
public interface ResultForm {
  /** The object itself, for a coordinator in the same JVM. */
  ResultForm SHARED = Payload.Reference::new;

  /**
   * @throws IOException if a result that is too large to send inline cannot be written
   */
  Payload of(Value result) throws IOException;
}
