package dev.thresher.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.api.Futures;
import dev.thresher.api.Thresher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages show of Java is what tests compile and run. */
class DocumentationTest {
  private static final Path DOCS = Path.of("../docs");
  private static final Path SOURCES = Path.of("src/test/java/dev/thresher/documentation");
  private static final Pattern EXAMPLE =
      Pattern.compile("// example: (\\S+)\\n(.*?)\\n *// end\\n", Pattern.DOTALL);
  private static final Pattern SHOWN =
      Pattern.compile("<!-- example: (\\S+) -->\\n```java\\n(.*?)\\n```", Pattern.DOTALL);
  private static final Pattern JAVA = Pattern.compile("```java\\n");
  private static final Pattern ROW = Pattern.compile("^\\| ((?:CF|MP)\\d\\d)", Pattern.MULTILINE);

  private static final Pattern OURS =
      Pattern.compile("^\\| (?:CF|MP)\\d\\d \\| .*? \\| (.*) \\|$", Pattern.MULTILINE);
  private static final Pattern CALL = Pattern.compile("\\b(?:pool|Thresher|Futures)\\.(\\w+)\\(");

  private static Map<String, String> examples(String name) throws IOException {
    var source = Files.readString(SOURCES.resolve(name));
    var examples = new LinkedHashMap<String, String>();
    EXAMPLE
        .matcher(source)
        .results()
        .forEach(
            found -> examples.put(found.group(1), found.group(2).stripTrailing().stripIndent()));
    return examples;
  }

  private static String page(String name) throws IOException {
    return Files.readString(DOCS.resolve(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"java-api.md", "coming-from-executorservice.md", "cluster.md"})
  void everyExampleOnAPageIsOneThatIsRun(String page) throws IOException {
    var examples = examples("JavaApiExamplesTest.java");
    var text = page(page);
    var shown = SHOWN.matcher(text).results().toList();
    assertThat(shown).isNotEmpty().hasSameSizeAs(JAVA.matcher(text).results().toList());
    for (var example : shown) {
      assertThat(example.group(2).strip())
          .as("example %s on %s", example.group(1), page)
          .isEqualTo(examples.get(example.group(1)));
    }
  }

  private static String inPom(String file, String element) throws IOException {
    var text = Files.readString(Path.of("..", file)).replaceAll("(?s)<parent>.*?</parent>", "");
    var found = Pattern.compile("<" + element + ">(.*?)</" + element + ">").matcher(text);
    assertThat(found.find()).as("%s in %s", element, file).isTrue();
    return found.group(1);
  }

  @Test
  void theCoordinatesAreThoseOfThePoms() throws IOException {
    var group = inPom("pom.xml", "groupId");
    var version = inPom("pom.xml", "version");
    var engine = inPom("engine/pom.xml", "artifactId");
    assertThat(page("java-api.md"))
        .contains(
            """
            <dependency>
              <groupId>%s</groupId>
              <artifactId>%s</artifactId>
              <version>%s</version>
            </dependency>
            """
                .formatted(group, engine, version))
        .contains("implementation(\"%s:%s:%s\")".formatted(group, engine, version))
        .contains("`" + inPom("worker-node/pom.xml", "artifactId") + "`");
  }

  /** Whatever plugin Maven's own lifecycle would add by itself has a version, or it may be any. */
  @Test
  void everyPluginOfTheDefaultLifecycleHasItsVersion() throws IOException {
    var pom = Files.readString(Path.of("../pom.xml"));
    assertThat(List.of("clean", "resources", "compiler", "surefire", "jar", "install", "deploy"))
        .allSatisfy(name ->
            assertThat(pom)
                .containsPattern(
                    "<artifactId>maven-" + name + "-plugin</artifactId>\\s*<version>[0-9.]+<"));
  }

  @Test
  void everyFeatureOfPythonHasItsRow() throws IOException {
    var rows =
        ROW.matcher(page("coming-from-python.md")).results().map(row -> row.group(1)).toList();
    assertThat(rows).containsExactlyElementsOf(features());
  }

  private static List<String> features() {
    return Stream.concat(
            IntStream.rangeClosed(1, 33).mapToObj("CF%02d"::formatted),
            IntStream.rangeClosed(20, 28).mapToObj("MP%02d"::formatted))
        .toList();
  }

  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");

  /** A promise whose test was renamed or deleted is one that nothing shows. */
  @Test
  void everyTestThatAGuaranteeNamesIsThere() throws IOException {
    var named = TEST.matcher(page("guarantees.md")).results().toList();
    assertThat(named).hasSizeGreaterThan(20);
    for (var test : named) {
      var sources = sourcesOf(test.group(1));
      assertThat(sources).as(test.group(1)).isNotEmpty();
      if (test.group(2) != null) {
        assertThat(sources).containsPattern("void " + test.group(2) + "\\(");
      }
    }
  }

  /** Of all test classes of that name; empty if there is none. */
  private static String sourcesOf(String test) throws IOException {
    var found = new StringBuilder();
    for (var tree : List.of("../engine/src/test", "src/test")) {
      try (var files = Files.walk(Path.of(tree))) {
        for (var file : files.filter(path -> path.endsWith(test + ".java")).toList()) {
          found.append(Files.readString(file));
        }
      }
    }
    return found.toString();
  }

  private static final Pattern OUR_CODE =
      Pattern.compile("`([^`]*\\b(?:pool|Thresher|Futures|future)\\.[^`]*)`");

  private static String withoutSpace(String code) {
    return code.replaceAll("\\s+", "");
  }

  @Test
  void everyLineThatThePageForPythonCallsOursIsOneThatIsCompiled() throws IOException {
    var compiled = withoutSpace(Files.readString(SOURCES.resolve("ComingFromPythonTest.java")));
    var rows = OURS.matcher(page("coming-from-python.md")).results().map(row -> row.group(1));
    var lines = rows.flatMap(row -> OUR_CODE.matcher(row).results()).map(code -> code.group(1));
    assertThat(lines.toList())
        .hasSizeGreaterThan(40)
        .allSatisfy(line -> assertThat(compiled).contains(withoutSpace(line)));
  }

  @Test
  void whatThePageForPythonCallsOursExists() throws Exception {
    var ours =
        OURS.matcher(page("coming-from-python.md"))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.joining("\n"));
    var calls = CALL.matcher(ours).results().map(call -> call.group(1)).distinct().toList();
    assertThat(calls).contains("map", "open", "wait");
    var methods = List.<Class<?>>of(Thresher.class, Futures.class);
    for (var call : calls) {
      assertThat(methods)
          .as(call)
          .anyMatch(type ->
              Arrays.stream(type.getMethods()).anyMatch(method -> method.getName().equals(call)));
    }
  }
}
