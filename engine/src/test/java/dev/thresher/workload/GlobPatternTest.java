package dev.thresher.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.workload.GlobPattern.AnyDirectories;
import dev.thresher.workload.GlobPattern.Name;
import dev.thresher.workload.GlobPattern.Names;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobPatternTest {

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "*.jpg, a.jpg, true",
    "*.jpg, a.jpg.txt, false",
    "*.jpg, .jpg, false",
    ".*, .jpg, true",
    "a?c, abc, true",
    "a?c, ac, false",
    "[a-c]x, bx, true",
    "[!a-c]x, bx, false",
    "[!a-c]x, dx, true",
    "[]]x, ]x, true",
    "a*b*c, aXbYbZc, true",
    "a*b*c, aXbYbZ, false",
    "**x, abx, true",
    "'{jpg,png}', png, true",
    "'*.{jpg,png}', a.gif, false",
    "'a{1,2}b{3,4}', a2b3, true",
    "'a{,x}', a, true",
  })
  void matchesNamesAsAShellDoes(String pattern, String name, boolean matches) {
    assertThat(((Names) GlobPattern.of(pattern).segments().getFirst()).matches(name))
        .isEqualTo(matches);
  }

  @Test
  void isCutAtSlashes() {
    var pattern = GlobPattern.of("/data//./x/**/*.csv");
    assertThat(pattern.isAbsolute()).isTrue();
    assertThat(pattern.segments().subList(0, 3))
        .containsExactly(new Name("data"), new Name("x"), new AnyDirectories());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a/[b/c", "a/{b/c}", "[", "{1,2}{1,2}{1,2}{1,2}{1,2}{1,2}{1,2}"})
  void refusesWhatIsMalformed(String pattern) {
    assertThatThrownBy(() -> GlobPattern.of(pattern)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesNoTimeForPatternsThatInviteBacktracking() {
    var names = (Names) GlobPattern.of("*a".repeat(100) + "b").segments().getFirst();
    assertThat(names.matches("a".repeat(255))).isFalse();
  }
}
