import dev.thresher.api.Thresher;
import java.util.concurrent.ExecutorService;

/** The one line that differs. */
final class Place {
  private Place() {}

  static ExecutorService executor(String place) {
    return switch (place) {
      case "jdk-threads" -> java.util.concurrent.Executors.newFixedThreadPool(4);
      case "jdk-virtual-threads" -> java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor();
      default -> Thresher.open(place);
    };
  }
}
