package dev.thresher.api.spi;

import dev.thresher.api.SerCallable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls the {@code main} of a class of the user's, in another process. */
public record MainCall(Class<?> type, List<String> arguments)
    implements SerCallable<@Nullable Object>, Wrapped {
  public MainCall {
    arguments = List.copyOf(arguments);
  }

  /**
   * @throws IllegalArgumentException if the class has no such method
   */
  public static MainCall of(Class<?> type, List<String> arguments) {
    if (MainMethod.of(type).isEmpty()) {
      throw new IllegalArgumentException(type.getName() + " has no main method to start with");
    }
    return new MainCall(type, arguments);
  }

  @Override
  public Object userCode() {
    return type;
  }

  @Override
  public @Nullable Object call() throws Exception {
    try {
      MainMethod.of(type).orElseThrow().call(arguments);
      return null;
    } catch (Exception | Error thrown) {
      throw thrown;
    } catch (Throwable odd) {
      throw new IllegalStateException(odd);
    }
  }
}
