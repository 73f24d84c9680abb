import dev.thresher.api.Thresher;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** This engine. The argument is a backend: threads, virtual-threads or processes. */
final class Ours {
  public static void main(String[] arguments) throws Exception {
    try (var pool = open(arguments[0])) {
      Conversation.hold(
          new Conversation.Pool() {
            @Override
            public Future<Long> plusOne(long value) {
              return pool.submit(Conversation::plusOneHere, value);
            }

            @Override
            public Future<Long> burn(long steps) {
              return pool.submit(Conversation::burn, steps);
            }

            @Override
            public Iterable<Long> mapped(int tasks, long steps) {
              return burnt(pool, tasks, steps);
            }
          });
    }
    System.exit(0);
  }

  // Static: the function that travels must not hold the pool.
  private static Iterable<Long> burnt(Thresher pool, int tasks, long steps) {
    return pool.map(LongStream.range(0, tasks).boxed(), _ -> Conversation.burn(steps));
  }

  private static Thresher open(String backend) {
    return switch (backend) {
      case "threads" -> Thresher.threads(2);
      case "virtual-threads" -> Thresher.builder().virtualThreads(2).open();
      default -> Thresher.processes(2);
    };
  }
}
