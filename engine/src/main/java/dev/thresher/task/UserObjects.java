package dev.thresher.task;

import dev.thresher.model.Payload;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Objects of the user's ↔ payloads, by the classes of one class loader. Runs code of the user's, on
 * the calling thread, for as long as that takes. Safe for several threads.
 */
public interface UserObjects {
  /** What an object is to its task. */
  enum Part {
    /** What is called. */
    TASK,
    ARGUMENT,
    RESULT
  }

  /**
   * @throws SerializationException if it cannot travel, whatever its code did
   * @throws IOException if it is large and cannot be written where large ones lie
   */
  Payload encode(Part part, @Nullable Object object) throws SerializationException, IOException;

  /**
   * The object again, of exactly the class that it had. A large {@link Part#RESULT} is gone after
   * it has been read once; tasks and arguments can be read by every attempt.
   *
   * @throws SerializationException if it cannot be made here, whatever its code did
   * @throws IOException if it is large and cannot be read where large ones lie
   */
  @Nullable Object decode(Part part, Payload payload) throws SerializationException, IOException;

  /** What a task threw, if that can travel and is small enough to be sent with every failure. */
  Optional<Payload> encodeThrown(Throwable thrown);
}
