package dev.thresher.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  private static final Fields VALUES =
      Fields.of("photo", Value.of("/a b/c.tar.gz"))
          .with("n", Value.of(1e10))
          .with("k", Value.of(7));

  @ParameterizedTest
  @CsvSource({
    "{photo}, /a b/c.tar.gz",
    "{photo.name}, c.tar.gz",
    "{photo.stem}, c.tar",
    "{photo.ext}, gz",
    "{photo.dir}, /a b",
    "x{n}y{k}z, x10000000000y7z",
    "{{photo}, {photo}",
    "{{{k}}, {7}",
    "}}, }}"
  })
  void fillsPlacesWithValues(String written, String text) {
    assertThat(Template.of(written).fill(VALUES)).isEqualTo(text);
  }

  @Test
  void takesPiecesOfOddPaths() {
    assertThat(PathPiece.STEM.in(".hidden")).isEqualTo(".hidden");
    assertThat(PathPiece.EXT.in("dir.d/name")).isEmpty();
    assertThat(PathPiece.DIR.in("name")).isEqualTo(".");
    assertThat(PathPiece.DIR.in("/name")).isEqualTo("/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "a{b", "{}", "{a{b}"})
  void refusesABraceThatOpensNoName(String written) {
    assertThatThrownBy(() -> Template.of(written)).hasMessageContaining("write {{");
  }

  @Test
  void givesAnyTextBackThatIsMadeALiteral() {
    assertThat(Template.of(Template.literal("{a}{{ }")).fill(VALUES)).isEqualTo("{a}{{ }");
  }
}
