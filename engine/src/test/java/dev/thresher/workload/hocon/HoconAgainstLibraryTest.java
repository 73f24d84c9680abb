package dev.thresher.workload.hocon;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import dev.thresher.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our reading of HOCON agrees with the reference library's on random texts. Where ours is stricter
 * on purpose (keys given twice, cut values, references to nothing) there must be a complaint.
 */
class HoconAgainstLibraryTest {
  private static final int TEXTS = 4_000;
  private static final List<String> STRICTER = List.of("cut off", "names nothing", "given twice");

  @Test
  void readsRandomTextsAsTheReferenceLibraryDoes() {
    int understood = 0;
    for (long seed = 0; seed < TEXTS; seed++) {
      understood += agrees(new RandomHocon(new SplittableRandom(seed)).text(), "seed " + seed);
    }
    assertThat(understood).as("texts that both understand").isGreaterThan(TEXTS / 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = [1]\na += 2\na = ${a} [3]",
        "bar { foo = 42, baz = ${bar.foo} }\nbar { foo = 43 }",
        "bar : { a : ${foo.d}, b : 1 }\nbar.b = 3\nfoo : { c : ${bar.b}, d : 2 }\nfoo.d = 4",
        "x { p = [1] }\nx = ${x} { p = ${x.p} [2] }",
        "a = 0.1..0.9 step 0.1\nb = 1..20, c = -5..5\nd = 1e3..1e6",
        "a = 007\nb = 1.50\nc = ${a}${b}x\nd = 1e+5\ne = 30 s",
        "a = \"\"\"x\"y\"\"\"\"\nb = \"\\u00e9\\n\" z",
        "a { b { c = 1 } }\na.b.d = 2\nq = ${a} { b.c = 3 }\nr = ${q.b}",
        "{ a : 1, b : [ 1, 2\n3 ] , }",
        "a\n=\n1\nb\n{\n}\nc : null\nd = x null y",
        "a b . c = 1\n\"d.e\".f = 2\n1.5 = z",
        "l = [{ a = 1 } { b = 2 }, [1] [2], x y]\nm = ${l} ${l}",
        "a.b += 1\na { b += 2 }\nc = ${a}",
      })
  void readsWhatIsEasyToGetWrongAsTheReferenceLibraryDoes(String text) {
    assertThat(agrees(text, text)).isEqualTo(1);
  }

  /** 1 if both understood the text. */
  private static int agrees(String text, String label) {
    var theirs = theirs(text);
    var ours = ours(text);
    if (theirs.isEmpty()) {
      assertThat(ours.complaints()).as("%s: refused by the library\n%s", label, text).isNotEmpty();
      return 0;
    }
    if (ours.complaints().stream().allMatch(HoconAgainstLibraryTest::isAboutDuplicates)) {
      assertThat(ours.root())
          .as("%s\n%s", label, text)
          .isEqualTo(theirs.map(HoconAgainstLibraryTest::plain).get());
      return 1;
    }
    assertThat(ours.complaints())
        .as("%s: understood by the library\n%s", label, text)
        .anyMatch(HoconAgainstLibraryTest::isStricterOnPurpose);
    return 0;
  }

  private static boolean isAboutDuplicates(Complaint complaint) {
    return complaint.message().contains("given twice");
  }

  private static boolean isStricterOnPurpose(Complaint complaint) {
    return STRICTER.stream().anyMatch(complaint.message()::contains);
  }

  private static Optional<Config> theirs(String text) {
    try {
      var options = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF);
      return Optional.of(
          ConfigFactory.parseString(text, options).resolve(ConfigResolveOptions.noSystem()));
    } catch (ConfigException refused) {
      return Optional.empty();
    }
  }

  private record Ours(Object root, List<Complaint> complaints) {}

  private static Ours ours(String text) {
    return switch (Texts.resolve(text)) {
      case HoconText.Document document -> new Ours(plain(document.root()), document.complaints());
      case HoconText.Refused(List<Complaint> complaints) -> new Ours("", complaints);
    };
  }

  private static Object plain(Config config) {
    return withoutNulls(config.root().unwrapped());
  }

  private static Object withoutNulls(Object value) {
    return switch (value) {
      case java.util.Map<?, ?> map -> {
        var kept = new LinkedHashMap<Object, Object>();
        map.forEach((key, child) -> {
          if (child != null) {
            kept.put(key, withoutNulls(child));
          }
        });
        yield kept;
      }
      case List<?> list ->
          list.stream().map(item -> item == null ? "null!" : withoutNulls(item)).toList();
      case Integer number -> number.longValue();
      default -> value;
    };
  }

  private static Object plain(Node node) {
    return switch (node) {
      case Node.Scalar(Origin _, Value value, String _) -> plain(value);
      case Node.Items(Origin _, List<Node> items) ->
          items.stream().map(HoconAgainstLibraryTest::plain).toList();
      case Node.Branch branch -> {
        var map = new LinkedHashMap<String, Object>();
        branch.children().forEach((key, child) -> map.put(key, plain(child)));
        yield map;
      }
      case Node.Nothing _ -> "null!";
      case Node.Broken _ -> "broken!";
    };
  }

  private static Object plain(Value value) {
    return switch (value) {
      case Value.Truth(boolean truth) -> truth;
      case Value.Whole(long whole) -> whole;
      // The library gives a double without fraction as a whole number.
      case Value.Real(double real) ->
          real == Math.rint(real) && Math.abs(real) < 1e15 ? (Object) (long) real : (Object) real;
      case Value.Text(String text) -> text;
      case Value.Absent _, Value.Binary _, Value.Sequence _, Value.Fields _ ->
          throw new IllegalStateException("no scalar: " + value);
    };
  }
}
