import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/** Reads lines of an access log in the Common Log Format, and makes up some. */
public final class AccessLog {
  private static final Pattern LINE =
      Pattern.compile(
          "(\\S+) \\S+ \\S+ \\[[^:]+:(\\d\\d):[^]]+] \"\\S+ (\\S+)[^\"]*\" (\\d{3}) (\\d+|-).*");

  private AccessLog() {}

  /**
   * @param hour of the day
   * @param bytes sent, without the headers
   * @param failed 1 if it was the server's fault, otherwise 0: such columns can be summed
   */
  record Hit(String host, int hour, String path, int status, long bytes, int failed) {}

  static Hit hit(String line) {
    var found = LINE.matcher(line);
    if (!found.matches()) {
      throw new IllegalArgumentException("not a line of an access log: " + line);
    }
    int status = Integer.parseInt(found.group(4));
    return new Hit(
        found.group(1),
        Integer.parseInt(found.group(2)),
        found.group(3),
        status,
        found.group(5).equals("-") ? 0 : Long.parseLong(found.group(5)),
        status >= 500 ? 1 : 0);
  }

  private static final List<String> SECTIONS = List.of("news", "shop", "img", "about", "search");

  /** Prints as many lines as the first argument says, out of the seed that is the second. */
  public static void main(String[] arguments) {
    int lines = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
    var random = new SplittableRandom(arguments.length > 1 ? Long.parseLong(arguments[1]) : 7);
    var text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append(line(random, (long) i * 86_400 / lines)).append('\n');
    }
    System.out.print(text);
  }

  private static String line(SplittableRandom random, long second) {
    // The product of two numbers between 0 and 1 makes some pages far more popular than others.
    double popularity = random.nextDouble() * random.nextDouble();
    int status = random.nextInt(100) < 2 ? 503 : random.nextInt(100) < 10 ? 304 : 200;
    var bytes = status == 304 ? "-" : Integer.toString(200 + random.nextInt(50_000));
    return "192.0.2.%d - - [24/Nov/2026:%02d:%02d:%02d +0000] \"GET /%s/%d.html HTTP/1.1\" %d %s"
        .formatted(
            1 + random.nextInt(250),
            second / 3600,
            second / 60 % 60,
            second % 60,
            SECTIONS.get(random.nextInt(SECTIONS.size())),
            (int) (popularity * 40),
            status,
            bytes);
  }
}
