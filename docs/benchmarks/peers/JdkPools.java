import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;

/** The JDK's executors. The argument is fixed, fork-join or virtual: a thread for each task. */
final class JdkPools {
  public static void main(String[] arguments) throws Exception {
    try (var pool = open(arguments[0])) {
      Conversation.hold(
          new Conversation.Pool() {
            @Override
            public Future<Long> plusOne(long value) {
              return pool.submit(() -> Conversation.plusOneHere(value));
            }

            @Override
            public Future<Long> burn(long steps) {
              return pool.submit(() -> Conversation.burn(steps));
            }
          });
    }
  }

  private static ExecutorService open(String kind) {
    return switch (kind) {
      case "fixed" -> Executors.newFixedThreadPool(2);
      case "fork-join" -> new ForkJoinPool(2);
      default -> Executors.newVirtualThreadPerTaskExecutor();
    };
  }
}
