package dev.thresher.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** What the tasks do. Travels to worker processes, with nothing else of this room. */
final class BenchTasks {
  private BenchTasks() {}

  static Long plusOne(Long value) {
    return value + 1;
  }

  /** Computes for {@code steps} steps of a few nanoseconds and says what came out. */
  static long burn(long seed, long steps) {
    long state = seed;
    for (long step = 0; step < steps; step++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      state ^= state >>> 29;
    }
    return state;
  }

  static Long burnZero(long steps) {
    return burn(0, steps);
  }

  static Long checksum(byte[] bytes) {
    var sum = new CRC32C();
    sum.update(bytes);
    return sum.getValue();
  }

  static Long nap(long value, long millis) throws InterruptedException {
    Thread.sleep(millis);
    return value;
  }

  /** Made when the first request is, and kept with its connections. */
  private static final class Http {
    static final HttpClient CLIENT =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /**
   * Asks a server for a number.
   *
   * @param url with a slash at its end, where the number goes
   */
  static Long fetch(String url, long value) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url + value)).build();
    return Long.valueOf(Http.CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  /** Keeps its worker until the file is gone. */
  static Boolean waitWhileThere(String file) throws InterruptedException {
    while (Files.exists(Path.of(file))) {
      Thread.sleep(20);
    }
    return true;
  }
}
