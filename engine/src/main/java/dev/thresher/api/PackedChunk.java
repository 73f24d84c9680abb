package dev.thresher.api;

import dev.thresher.api.spi.Wrapped;
import org.jspecify.annotations.Nullable;

/** The function of a chunk whose outcome has to travel: {@link ChunkOutcome#packed}. */
record PackedChunk(ChunkFunction each)
    implements SerFunction<@Nullable Object[], @Nullable Object[]>, Wrapped {
  @Override
  public Object userCode() {
    return each.userCode();
  }

  @Override
  public @Nullable Object[] apply(@Nullable Object[] items) {
    return each.apply(items).packed();
  }
}
