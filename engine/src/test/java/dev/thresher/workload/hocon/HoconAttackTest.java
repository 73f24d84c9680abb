package dev.thresher.workload.hocon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts that stop or exhaust other readers; each is refused with one line. */
class HoconAttackTest {

  @Test
  void refusesDeepNestingWithoutRecursingIntoIt() {
    refused("a = " + "[".repeat(5_000), "nested more than 64 deep");
    refused("a {".repeat(5_000), "nested more than 64 deep");
    refused("a = " + "[".repeat(5_000) + "]".repeat(5_000), "nested more than 64 deep");
    refused("a.".repeat(5_000) + "a = 1", "nested more than 64 deep");
    refused("x = ${" + "a.".repeat(5_000) + "a}", "nested more than 64 deep");
    refused("a = \"" + "[".repeat(500_000), "the closing quote is missing");
  }

  @Test
  void refusesPathsThatNestDeeperThanBracesMay() {
    var inner = "a.a.a.a.a.a.a.a { ".repeat(30) + "b = 1" + " }".repeat(30);
    assertThat(Texts.complaints(inner)).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void refusesThousandAppendsAndTakesFiveHundred() {
    refused("a += 1\n".repeat(1_000), "more than 500 \"+=\"");
    assertThat(Texts.complaints("a += 1\n".repeat(500))).isEmpty();
  }

  @Test
  void refusesManyReferencesAndTakesAChainOfThem() {
    refused("a = ${a} [1]\n".repeat(501), "more than 500 \"${\"");
    refused("a = [1]\n" + "a = ${a} [1]\n".repeat(499), "references follow one another");
    assertThat(Texts.complaints("a = [1]\n" + "a = ${a} [1]\n".repeat(100))).isEmpty();
  }

  @Test
  void refusesDoublingBeforeItTakesMemory() {
    refused("a0 = 0123456789\n" + chain(30, "a%1$d = ${a%2$d}${a%2$d}"), "more than 4 MiB");
    refused("a0 = [0]\n" + chain(30, "a%1$d = ${a%2$d} ${a%2$d}"), "more than 4 MiB");
    refused("a0 = [0]\n" + chain(30, "a%1$d = [${a%2$d}, ${a%2$d}]"), "more than 4 MiB");
    refused(
        "a0 { x = 1 }\n" + chain(30, "a%1$d { l = ${a%2$d}, r = ${a%2$d} }"), "more than 4 MiB");
    refused("a0 = x\n" + "a0 = ${a0}${a0}\n".repeat(40), "more than 4 MiB");
  }

  @Test
  void refusesKeysThatReferToEachOther() {
    assertThat(Texts.complaints("a = ${b}\nb = ${a}"))
        .singleElement()
        .asString()
        .endsWith("refers back to the value it is part of");
    assertThat(Texts.complaints("a { b = ${a} }")).hasSize(1);
    assertThat(Texts.complaints("a = [${a}]")).hasSize(1);
    assertThat(Texts.complaints("a = ${b} { x = 1 }\nb = ${c} { y = 2 }\nc = ${a}")).isNotEmpty();
    assertThat(Texts.complaints("b.c = 007\nb.c = ${b}\nb.c = ${b.c}")).isNotEmpty();
  }

  @Test
  void refusesIncludesWithoutEnd() {
    var files = new HashMap<String, String>();
    files.put("w.conf", "include \"0.conf\"\n".repeat(6));
    for (int i = 0; i < 5; i++) {
      files.put(i + ".conf", ("include \"" + (i + 1) + ".conf\"\n").repeat(6));
    }
    files.put("5.conf", "a = 1");
    assertThat(Texts.complaints(files))
        .singleElement()
        .asString()
        .contains("more than 32 includes");
  }

  @Test
  void readsLargeFlatTextsAndRefusesLargerOnes() {
    assertThat(Texts.complaints("a = [" + "1,".repeat(90_000) + "]")).isEmpty();
    assertThat(Texts.complaints("a = " + "b ".repeat(90_000))).isEmpty();
    refused("a = [" + "1,".repeat(500_000) + "]", "more than 200,000 words and signs");
    assertThat(Texts.complaints("k" + "\u00a0".repeat(1_000_000) + "= 1")).isEmpty();
    refused("#".repeat((1 << 20) + 1), "is larger than 1 MiB");
  }

  @Test
  void readsManyKeysInOneBlock() {
    var keys =
        IntStream.range(0, 30_000)
            .mapToObj(i -> "k" + i + " = 1")
            .collect(Collectors.joining("\n"));
    assertThat(Texts.complaints(keys)).isEmpty();
  }

  private static String chain(int length, String form) {
    return IntStream.rangeClosed(1, length)
        .mapToObj(i -> form.formatted(i, i - 1))
        .collect(Collectors.joining("\n"));
  }

  private static void refused(String text, String reason) {
    assertThat(Texts.complaints(text))
        .anySatisfy(complaint -> assertThat(complaint).contains(reason));
  }
}
