package dev.thresher.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/**
 * What lies around the files of the corpus: in {@link #inside} all that they may name, and beside
 * it what none of them must reach. A pipe is among the latter: who opens it waits for ever.
 */
record CorpusPlace(Path inside, Path outside) {
  /** A key of the files outside; where it turns up, one of them was read. */
  static final String CANARY = "leaked-canary";

  private static final String WALK =
      """
      import java.util.List;
      import java.util.random.RandomGenerator;

      public class Walk {
        public static double steps(double p, long seed, int walks) {
          return p * seed * walks;
        }

        static List<String> tell(String word, RandomGenerator random) {
          return List.of(word);
        }
      }
      """;

  static CorpusPlace make(Path directory) throws IOException {
    var place = new CorpusPlace(directory.resolve("inside"), directory.resolve("outside"));
    place.makeInside();
    place.makeOutside();
    return place;
  }

  private void makeInside() throws IOException {
    for (var name : new String[] {"photos/a.jpg", "photos/deep/b c.jpg", "texts/a.txt"}) {
      write(inside, name, "some words\n");
    }
    write(inside, "texts/é.txt", "some words\n");
    write(inside, "rows.csv", "n,word\n1,a\n2,\"b, c\"\n3,\n");
    write(inside, "more.csv", "n,word\n4,d\n");
    write(inside, "bad.csv", "n,word\n1\n2,\"open\n");
    write(inside, "rows.jsonl", "{\"n\": 1, \"word\": \"a\"}\n{\"n\": 2}\n");
    write(inside, "bad.jsonl", "{\"n\": 1}\n" + "[".repeat(5_000) + "\n");
    write(inside, "words.txt", "a\nb\n\nc d\n");
    write(inside, "millis.txt", "1\n2\n3\n");
    write(inside, "site/profiles.conf", "quick { params { include \"sizes.conf\" } }\n");
    write(inside, "site/sizes.conf", "millis = 1\n");
    write(inside, "Walk.java", WALK);
    write(inside, "Broken.java", "class Broken { static int x() { return nothing; } }\n");
    write(inside, "factors.py", "def factors(n, most=3):\n    return {'n': n}\n");
    write(inside, "broken.py", "def factors(n:\n");
    write(inside, "running.py", "open('ran', 'w').close()\ndef f(n):\n    return n\n");
    makeJar();
    Files.write(inside.resolve("broken.jar"), new byte[] {'P', 'K', 3, 4, 9, 9, 9});
    Files.createSymbolicLink(inside.resolve("loop"), inside);
    Files.createSymbolicLink(inside.resolve("out.conf"), outside.resolve("secret.conf"));
    Files.createSymbolicLink(inside.resolve("pipe.conf"), outside.resolve("pipe"));
    Files.createSymbolicLink(inside.resolve("way-out"), outside);
  }

  private void makeOutside() throws IOException {
    write(outside, "secret.conf", CANARY + " = 1\n");
    try {
      var pipe = outside.resolve("pipe").toString();
      if (new ProcessBuilder("mkfifo", pipe).inheritIO().start().waitFor() != 0) {
        throw new IOException("no pipe at " + pipe);
      }
    } catch (InterruptedException stop) {
      throw new IOException(stop);
    }
  }

  private void makeJar() throws IOException {
    var classes = Files.createDirectories(outside.resolve("classes"));
    var source =
        write(
            outside, "Far.java", "public class Far { public static int far(int n) { return n; } }");
    var compiler = ToolProvider.getSystemJavaCompiler();
    compiler.run(null, null, null, "-parameters", "-d", classes.toString(), source.toString());
    Files.createDirectories(inside.resolve("lib"));
    try (var jar = new JarOutputStream(Files.newOutputStream(inside.resolve("lib/far.jar")))) {
      jar.putNextEntry(new JarEntry("Far.class"));
      jar.write(Files.readAllBytes(classes.resolve("Far.class")));
    }
  }

  private static Path write(Path directory, String name, String text) throws IOException {
    var file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
