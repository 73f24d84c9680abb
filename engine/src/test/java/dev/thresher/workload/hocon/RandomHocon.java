package dev.thresher.workload.hocon;

import java.util.SplittableRandom;

/**
 * Texts in HOCON's alphabet, mostly well formed, small enough that names meet often. References
 * name keys of a first block that refers to nothing: for keys that refer to each other the
 * library's answers depend on the order in which it visits them. No {@code +=}: the library forgets
 * what was appended where a block replaces a text.
 */
final class RandomHocon {
  private static final String[] KEYS = {"a", "b", "c", "a.b", "b.c", "\"a\"", "a . b", "c d"};
  private static final String HEAD =
      "r { s = text, n = 5, o { a = 1, b { c = 2 } }, l = [1, x], e = {}, z = null }\n";
  private static final String[] PATHS = {
    "r.s", "r.n", "r.o", "r.o.b", "r.l", "r.e", "r.z", "r", "r.\"s\"", "r.o.b.c", "r.missing"
  };
  private static final String[] WORDS = {
    "x", "1", "2.5", "true", "null", "1..20", "0.1..0.9 step 0.1", "\"q\"", "\"#\"", "30s", "-7",
    "1e3", "x.y", "\"\"\"t\n\"\"\"", "007", "C#", "x//y", "a/b", "1.", "-", "truex", "x-y(z)"
  };
  private static final String[] NOISE = {
    "}", "{", "]", "=", ",", ",,", "*", "\"", "$", "+", "include", "x#"
  };

  private final SplittableRandom random;
  private final StringBuilder text = new StringBuilder();

  RandomHocon(SplittableRandom random) {
    this.random = random;
  }

  String text() {
    boolean braces = random.nextInt(8) == 0;
    text.append(braces ? "{" : "").append(HEAD);
    fields(2);
    text.append(braces ? "}" : "");
    return text.toString();
  }

  private void fields(int depth) {
    int count = random.nextInt(1, 6);
    for (int i = 0; i < count; i++) {
      field(depth);
      text.append(pick("\n", "\n", "\n", ", ", " ,\n", "\n\n", " # comment\n", " // z\n,"));
    }
  }

  private void field(int depth) {
    if (random.nextInt(60) == 0) {
      text.append(pick(NOISE));
    }
    text.append(pick(KEYS));
    if (depth > 0 && random.nextInt(3) == 0) {
      text.append(pick(" ", "", "\n"));
      block(depth);
    } else {
      text.append(pick(" = ", "=", ": ", " =\n"));
      concatenation(depth);
    }
  }

  private void concatenation(int depth) {
    int form = random.nextInt(20);
    int pieces = random.nextInt(4) == 0 ? random.nextInt(2, 4) : 1;
    for (int i = 0; i < pieces; i++) {
      text.append(i == 0 ? "" : pick(" ", "", "  "));
      if (random.nextInt(6) == 0) {
        text.append(random.nextInt(4) == 0 ? "${?" : "${").append(pick(PATHS)).append('}');
      } else if (form < 12 || depth == 0) {
        text.append(pick(WORDS));
      } else if (form < 16) {
        block(depth);
      } else {
        list(depth);
      }
    }
    if (random.nextInt(60) == 0) {
      text.append(pick(NOISE));
    }
  }

  private void block(int depth) {
    text.append(pick("{", "{ ", "{\n"));
    if (random.nextInt(5) > 0) {
      fields(depth - 1);
    }
    text.append(pick("}", " }"));
  }

  private void list(int depth) {
    text.append(pick("[", "[\n", "[ "));
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      concatenation(depth - 1);
      text.append(i == count - 1 ? pick("", ",", "\n") : pick(",", ", ", "\n"));
    }
    text.append(pick("]", " ]"));
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
