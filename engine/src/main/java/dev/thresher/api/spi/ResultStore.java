package dev.thresher.api.spi;

import org.jspecify.annotations.Nullable;

/**
 * The results of a durable executor, of this life and of earlier ones. Safe for several threads.
 */
public interface ResultStore extends AutoCloseable {
  /** What is known of a call. */
  sealed interface Memory {
    /** It was made in an earlier life of the executor. */
    record Known(@Nullable Object value) implements Memory {}

    /** It has not been made. */
    record Unknown(Key key) implements Memory {}
  }

  /** What a result is found by; means something to the store that gave it alone. */
  interface Key {}

  /**
   * Asks for the result of a call. To be asked once for each call of this life, in the order of
   * submission: of equal calls the first one has the first one's result.
   *
   * @throws dev.thresher.api.SerializationFailure if what is called cannot be written down
   */
  Memory recall(Call call);

  /**
   * Writes a result down; it is on disk when this returns.
   *
   * @throws Exception if it cannot be encoded or written; the message is for the user
   */
  void keep(Key key, @Nullable Object value) throws Exception;

  /** Nothing can be kept after it. The second time nothing happens. */
  @Override
  void close();
}
