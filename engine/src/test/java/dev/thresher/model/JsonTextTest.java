package dev.thresher.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTextTest {
  static List<Arguments> rendered() {
    return List.of(
        Arguments.of(Absent.ABSENT, "null"),
        Arguments.of(Value.of(true), "true"),
        Arguments.of(Value.of(Long.MIN_VALUE), "-9223372036854775808"),
        Arguments.of(Value.of(0.1), "0.1"),
        Arguments.of(Value.of(-0.0), "-0.0"),
        Arguments.of(Value.of(5e-324), "4.9E-324"),
        Arguments.of(Value.of(Double.NaN), "\"NaN\""),
        Arguments.of(Value.of(Double.NEGATIVE_INFINITY), "\"-Infinity\""),
        Arguments.of(Value.of("a\"b\\c\nd"), "\"a\\\"b\\\\c\\nd\""),
        Arguments.of(Value.of("\u001b[31m\u0085\u202e"), "\"\\u001b[31m\\u0085\\u202e\""),
        Arguments.of(Value.of("\ud800"), "\"\\ud800\""),
        Arguments.of(Value.of("größer 😀"), "\"größer 😀\""),
        Arguments.of(new Sequence(List.of()), "[]"),
        Arguments.of(Fields.NONE, "{}"),
        Arguments.of(
            new Value.Binary(Bytes.utf8("abc")),
            "{\"bytes\":3,\"sha256\":"
                + "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"}"));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("rendered")
  void rendersEachKindOfValue(Value value, String json) {
    assertThat(JsonText.of(value)).isEqualTo(json);
  }

  @Test
  void keepsTheOrderOfFieldsAndListsOfNumbersOnOneLineWhenIndented() {
    var value =
        Fields.of("z", new Sequence(List.of(Value.of(1), Value.of(2))))
            .with("a", new Sequence(List.of(Fields.of("k", Value.of("v")))));
    assertThat(JsonText.indented(value))
        .isEqualTo(
            """
            {
              "z": [1, 2],
              "a": [
                {
                  "k": "v"
                }
              ]
            }\
            """);
  }

  @Test
  void isReadBackByAnIndependentReader() throws Exception {
    var seed = 20261101L;
    var random = new Random(seed);
    var mapper = new ObjectMapper();
    for (int round = 0; round < 500; round++) {
      var value = randomValue(random, 3);
      assertThat(meaning(mapper.readTree(JsonText.of(value)))).as("seed " + seed).isEqualTo(value);
      assertThat(meaning(mapper.readTree(JsonText.indented(value)))).isEqualTo(value);
    }
  }

  private static Value randomValue(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> Absent.ABSENT;
      case 1 -> Value.of(random.nextBoolean());
      case 2 -> Value.of(random.nextLong());
      case 3 -> Value.of(random.nextGaussian() * Math.pow(10, random.nextInt(-200, 200)));
      case 4 -> Value.of(randomText(random));
      case 5 -> {
        var items = new ArrayList<Value>();
        random
            .ints(random.nextInt(4), 0, 9)
            .forEach(_ -> items.add(randomValue(random, depth - 1)));
        yield new Sequence(items);
      }
      default -> {
        var entries = new LinkedHashMap<String, Value>();
        for (int i = random.nextInt(4); i > 0; i--) {
          entries.put(randomText(random), randomValue(random, depth - 1));
        }
        yield new Fields(entries);
      }
    };
  }

  private static String randomText(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      int point = random.nextInt(random.nextBoolean() ? 0x80 : 0x11000);
      text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? '?' : point);
    }
    return text.toString();
  }

  private static Value meaning(JsonNode node) {
    return switch (node.getNodeType()) {
      case NULL -> Absent.ABSENT;
      case BOOLEAN -> Value.of(node.booleanValue());
      case NUMBER ->
          node.isIntegralNumber() ? Value.of(node.longValue()) : Value.of(node.doubleValue());
      case STRING -> Value.of(node.textValue());
      case ARRAY -> {
        var items = new ArrayList<Value>();
        node.forEach(item -> items.add(meaning(item)));
        yield new Sequence(items);
      }
      case OBJECT -> {
        var entries = new LinkedHashMap<String, Value>();
        node.properties().forEach(entry -> entries.put(entry.getKey(), meaning(entry.getValue())));
        yield new Fields(entries);
      }
      case BINARY, MISSING, POJO -> throw new AssertionError(node);
    };
  }
}
