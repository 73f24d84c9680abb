package dev.thresher.workload.hocon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.workload.hocon.HoconText.Document;
import dev.thresher.workload.hocon.Node.Branch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoconTextTest {

  @Test
  void knowsTheLineOfEveryValueAndKeepsTheOrderOfKeys() {
    var root = root("z = 1\n\na { c = \"\"\"x\ny\"\"\"\n  b = [1,\n2] }");

    assertThat(root.children().keySet()).containsExactly("z", "a");
    var a = (Branch) root.find("a").orElseThrow();
    assertThat(a.children().keySet()).containsExactly("c", "b");
    assertThat(a.origin()).hasToString("w.conf:3");
    assertThat(a.find("b").orElseThrow().origin()).hasToString("w.conf:5");
    assertThat(((Node.Items) a.find("b").orElseThrow()).items().get(1).origin())
        .hasToString("w.conf:6");
  }

  @Test
  void blamesTheUseOfAReferencedTextAndTheDefinitionOfAReferencedBlock() {
    var root = root("base { n = 1 }\na = ${base}\nb = ${base.n}");

    var a = (Branch) root.find("a").orElseThrow();
    assertThat(a.find("n").orElseThrow().origin()).hasToString("w.conf:1");
    assertThat(root.find("b").orElseThrow().origin()).hasToString("w.conf:3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a = b#c               | b#c",
        "a = x y#c d           | y#c d",
        "a = http://x/y        | http://x/y",
        "a = data//x.csv       | data//x.csv",
        "a = [p#1, q]          | p#1",
        "a { b = http://h:80 } | http://h:80",
        "a = 30s// a while     | 30s// a while",
        "a#b = 1               | a#b = 1",
      })
  void complainsOfValuesThatACommentCuts(String text, String cut) {
    assertThat(Texts.complaints("k = 1\n" + text))
        .singleElement()
        .asString()
        .startsWith("w.conf:2: the value \"" + cut + "\" is cut off at");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = b #c",
        "a = \"b#c\"",
        "a = \"b\"#c",
        "a = [1] // c",
        "a { }#c",
        "a = b // http://x",
        "a = \"http://x\""
      })
  void takesCommentsWithASpaceBeforeThemForComments(String text) {
    assertThat(Texts.complaints(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = 1\na = 2",
        "a.b = 1\na { b = 2 }",
        "a { b = 1 }\na { c = 2 }",
        "a = 1\na.b = 2",
        "a { b = 1 }\na = 2",
        "x = { a = 1, \na = 2 }",
        "x = [{ a = 1,\n a = 2 }]",
        "b = 1, a = 1\na = ${b}",
        "a = [1]\na = [2]",
      })
  void complainsOfKeysGivenTwice(String text) {
    assertThat(Texts.complaints(text))
        .singleElement()
        .asString()
        .startsWith("w.conf:2: the key ")
        .endsWith(" is given twice, first in w.conf:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.b = 1\na.c = 2",
        "a { b = 1 }\na.c = 2",
        "a.b = 1\na { c = 2 }",
        "a = [1]\na += 2",
        "a = [1]\na = ${a} [2]",
        "b = 1, a = 2\na = ${?b}",
        "b { c = 1 }\na = ${b}\na { d = 2 }",
        "a = [{ b = 1 }, { b = 2 }]",
      })
  void allowsKeysGivenTwiceOnPurpose(String text) {
    assertThat(Texts.complaints(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a = 1 b = 2       | 2 | unexpected \"=\": before the next key goes a comma or a new line",
        "a                 | 2 | the key \"a\" has no value",
        "a =               | 2 | the key \"a\" has no value",
        "a = \"b           | 2 | the closing quote is missing: \"\"b\"",
        "a = x*y           | 2 | the character * must stand within \"quotes\"",
        "a = [1, 2         | 2 | the ] for the [ on line 2 is missing",
        "a { b = 1         | 2 | the } for the { on line 2 is missing",
        "a = 1 }           | 2 | unexpected \"}\": before the next key goes a comma or a new line",
        "a = ${b           | 2 | the } of a reference is missing: \"${b\"",
        "a..b = 1          | 2 | a key, or a part of it between two dots, is empty",
        "a = \"\\q\"       | 2 | after \\ may stand one of \" \\ / b f n r t u within quotes; write \\\\ for \\",
        "include x         | 2 | an include is written include \"name.conf\", and not within a list",
        "= 1               | 2 | unexpected \"=\" where a key should be",
      })
  void saysTheFirstSyntaxErrorOnly(String text, int line, String message) {
    assertThat(Texts.complaints("k = 1\n" + text))
        .containsExactly("w.conf:" + line + ": " + message);
  }

  @Test
  void saysTheCutValueThatCausedASyntaxErrorBehindIt() {
    assertThat(Texts.complaints("a { # x\n b = [http://x ]\n c = x# }\nd = 1"))
        .singleElement()
        .asString()
        .startsWith("w.conf:2: the value \"http://x\" is cut off");
  }

  @Test
  void readsNoEnvironmentAndNoSystemProperties() {
    System.setProperty("thresher.test.secret", "s");
    try {
      assertThat(
              Texts.complaints("a = ${?HOME}\nb = ${PATH}\nc = ${thresher.test.secret}\nHOM = 1"))
          .hasSize(3)
          .allMatch(complaint -> complaint.contains("names nothing in this file"))
          .first()
          .asString()
          .endsWith("did you mean \"HOM\"?");
    } finally {
      System.clearProperty("thresher.test.secret");
    }
  }

  @Test
  void includesFilesBelowTheWorkloadRelativeToTheIncludingOne() {
    var root =
        (Document)
            Texts.resolve(
                Map.of(
                    "w.conf", "a { include \"d/x.conf\" }\na.own = 1",
                    "d/x.conf", "include \"y.conf\"\nn = 5\nm = ${n}\no = ${top}",
                    "d/y.conf", "deep = yes"));

    assertThat(root.complaints())
        .singleElement()
        .extracting(Complaint::render)
        .asString()
        .startsWith("d/x.conf:4: ${top} names nothing");
    var a = (Branch) root.root().find("a").orElseThrow();
    assertThat(a.children().keySet()).containsExactly("deep", "n", "m", "o", "own");
    assertThat(a.find("m").orElseThrow().described()).isEqualTo("\"5\"");
    assertThat(a.find("deep").orElseThrow().origin()).hasToString("d/y.conf:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include \"http://127.0.0.1:1/x\"",
        "include url(\"http://127.0.0.1:1/x\")",
        "include file(\"/etc/passwd\")",
        "include required(file(\"/etc/passwd\"))",
        "include classpath(\"reference.conf\")",
        "include \"/etc/passwd\"",
        "include \"../x.conf\"",
        "include \"d/../../x.conf\"",
        "include \"c:\\\\x.conf\"",
        "include \"\"",
        "include \"x\\u0000.conf\"",
      })
  void neverAsksForAFileOutside(String text) {
    SourceReader onlyMain =
        path -> {
          assertThat(path).isEqualTo("w.conf");
          return new SourceReader.Source.Text(path, "k = 1\n" + text);
        };
    var understood = (HoconText.Understood) HoconText.parse(onlyMain, "w.conf");
    var document = (Document) understood.text().resolve(List.of());
    assertThat(document.complaints())
        .singleElement()
        .extracting(Complaint::render)
        .asString()
        .startsWith("w.conf:2: cannot include ");
  }

  @Test
  void complainsOfAppendingToWhatIsNoList() {
    assertThat(Texts.complaints("a.b = 1\na += 2"))
        .containsExactly("w.conf:2: += adds to a list, but what was there before is none");
    assertThat(Texts.complaints("a = x\na += 2")).hasSize(1);
  }

  @Test
  void complainsOfMissingAndCircularIncludes() {
    assertThat(Texts.complaints("include \"gone.conf\""))
        .containsExactly("w.conf:1: cannot include \"gone.conf\": it does not exist");
    assertThat(Texts.complaints("include \"w.conf\""))
        .singleElement()
        .asString()
        .startsWith("w.conf:1: cannot include \"w.conf\": it includes itself");
  }

  @Test
  void putsAssignmentsOverTheFileTakingThemLiterally() {
    var document =
        (Document)
            Texts.resolve(
                "a = 1\nb = ${a}\nc { d = x }",
                assignment("a", "7"),
                assignment("e", "${HOME} a#b http://x"),
                assignment("f", "[1, x y, \"z\"]"),
                assignment("g", "\"5\""));

    assertThat(document.complaints()).isEmpty();
    assertThat(document.root().find("b").orElseThrow().described()).isEqualTo("\"7\"");
    assertThat(document.root().find("a").orElseThrow().origin()).hasToString("--set a=7");
    assertThat(document.root().find("e").orElseThrow().described())
        .isEqualTo("\"${HOME} a#b http://x\"");
    assertThat(((Node.Items) document.root().find("f").orElseThrow()).items()).hasSize(3);
    assertThat(document.root().find("g").orElseThrow())
        .isInstanceOfSatisfying(
            Node.Scalar.class,
            scalar -> assertThat(scalar.value()).isEqualTo(dev.thresher.model.Value.of("5")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1, ]x]", "[{ a = 1 }]", "[${HOME}]", "[a#b]", "[[1]]"})
  void refusesListsInAssignmentsThatArePlainNowhere(String value) {
    assertThat(Texts.complaints("a = 1", assignment("a", value)))
        .singleElement()
        .asString()
        .startsWith("--set a=");
  }

  @Test
  void keepsControlCharactersOutOfMessages() {
    assertThat(Texts.complaints("\"a\\u001b[31m\\n\" = x*y\u202e"))
        .allMatch(complaint -> complaint.chars().allMatch(c -> c >= ' '));
    assertThat(Texts.complaints("x = 1\n\"\\u001b\\n\" = ${\"\\u001b\"}"))
        .singleElement()
        .asString()
        .contains("\\u001b")
        .doesNotContain("\u001b");
  }

  private static Assignment assignment(String key, String value) {
    return new Assignment(new Origin.Argument("--set " + key + "=" + value), List.of(key), value);
  }

  private static Branch root(String text) {
    var document = (Document) Texts.resolve(text);
    assertThat(document.complaints()).isEmpty();
    return document.root();
  }
}
