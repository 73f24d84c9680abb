package dev.thresher.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.data.JsonReader;
import dev.thresher.model.JsonText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobOrderTest {
  private static final JobOrder FULL =
      new JobOrder(
          Path.of("/shared/sweep.conf"),
          Path.of("/shared"),
          List.of("big"),
          List.of("walks=7", "halt.failures=10%"),
          OptionalInt.of(3),
          2,
          512,
          Map.of("gpu", "yes"),
          7,
          true,
          Optional.of(Path.of("/out")));

  private static JobOrder read(String json) throws Exception {
    return JobOrder.from(JsonReader.object(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void comesBackFromJsonAsItWent() throws Exception {
    assertThat(read(JsonText.of(FULL.toFields()))).isEqualTo(FULL);
    var least = read("{\"file\": \"/a.conf\", \"directory\": \"/\"}");
    assertThat(read(JsonText.of(least.toFields()))).isEqualTo(least);
  }

  @Test
  void becomesTheCommandLineOfARun() {
    assertThat(FULL.arguments(List.of("--cluster", "h:1"), Path.of("/jobs/j1/run")))
        .containsExactly(
            "run",
            "/shared/sweep.conf",
            "--cluster",
            "h:1",
            "--run-dir",
            "/jobs/j1/run",
            "--profile",
            "big",
            "--set",
            "walks=7",
            "--set",
            "halt.failures=10%",
            "--workers",
            "3",
            "--require",
            "gpu=yes",
            "--priority",
            "7",
            "--outputs-below",
            "/out",
            "--overwrite");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"file\": \"a.conf\", \"directory\": \"/\"}",
        "{\"file\": \"/a\\u0000b\", \"directory\": \"/\"}",
        "{\"file\": \"/a\", \"directory\": \"../\"}",
        "{\"file\": [\"/a\"], \"directory\": \"/\"}",
        "{\"file\": \"/a\", \"directory\": \"/\", \"sets\": [\"--run-dir\"]}",
        "{\"file\": \"/a\", \"directory\": \"/\", \"profiles\": [\"-v\"]}",
        "{\"file\": \"/a\", \"directory\": \"/\", \"profiles\": [\"\"]}",
        "{\"file\": \"/a\", \"directory\": \"/\", \"workers\": 0}",
        "{\"file\": \"/a\", \"directory\": \"/\", \"workers\": 1.5}",
        "{\"file\": \"/a\", \"directory\": \"/\", \"slots\": 99999999999}",
        "{\"file\": \"/a\", \"directory\": \"/\", \"require\": {\"--x\": \"y\", \"a b\": \"c\"}}",
        "{\"file\": \"/a\", \"directory\": \"/\", \"priority\": 101}",
        "{\"file\": \"/a\", \"directory\": \"/\", \"command\": \"sh\"}"
      })
  void whatIsNoOrderIsRefused(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "j", "j0", "j01", "1", "J1", "j1/", "../j1", "j1\n", "j1234567890"})
  void whatIsNoNameOfAJobIsNone(String typed) {
    assertThat(JobId.parse(typed)).isEmpty();
    assertThat(JobId.parse("j17")).contains(new JobId(17));
  }
}
