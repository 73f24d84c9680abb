package dev.thresher.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.BackendKind;
import dev.thresher.model.Value;
import dev.thresher.workload.hocon.Complaint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProfilesTest {
  private static final String SWEEP =
      """
      backend = threads
      params { walks = 100, p = 0.5 }
      each { seed = 1..20 }
      task { kind = walk }
      engine { schedule.batch-target = 5 ms }
      profiles {
        quick {
          params.walks = 10
          each.seed = 1..2
          engine.schedule.batch-target = 1 ms
        }
        large {
          backend = processes, workers = 3, deadline = 2h
          params.walks = 1000
        }
      }
      """;

  private static Reading read(String text, List<String> profiles, String... sets) {
    return Workloads.read(
        text, new Overrides(profiles, List.of(sets), Optional.empty(), OptionalInt.empty()));
  }

  private static Reading.Accepted accepted(String text, List<String> profiles, String... sets) {
    return switch (read(text, profiles, sets)) {
      case Reading.Accepted accepted -> accepted;
      case Reading.Refused(List<Complaint> complaints) ->
          throw new AssertionError("refused: " + complaints);
    };
  }

  private static List<String> complaints(String text, String... profiles) {
    return switch (read(text, List.of(profiles))) {
      case Reading.Accepted accepted -> throw new AssertionError("accepted: " + accepted);
      case Reading.Refused(List<Complaint> complaints) ->
          complaints.stream().map(Complaint::render).toList();
    };
  }

  private static long walks(String text, List<String> profiles, String... sets) {
    var stage = accepted(text, profiles, sets).workload().stages().getFirst();
    return stage.constants().whole("walks");
  }

  @Test
  void layAProfileOverTheFileAndArgumentsOverTheProfile() {
    assertThat(walks(SWEEP, List.of())).isEqualTo(100);
    assertThat(walks(SWEEP, List.of("quick"))).isEqualTo(10);
    assertThat(walks(SWEEP, List.of("quick", "large"))).isEqualTo(1000);
    assertThat(walks(SWEEP, List.of("large", "quick"))).isEqualTo(10);
    assertThat(walks(SWEEP, List.of("quick"), "walks=7")).isEqualTo(7);
    var workload = accepted(SWEEP, List.of("large")).workload();
    assertThat(workload.backend()).isEqualTo(BackendKind.PROCESSES);
    assertThat(workload.workers()).hasValue(3);
    assertThat(workload.deadline()).hasValue(Duration.ofHours(2));
  }

  @Test
  void refuseAProfileThatTheFileDoesNotHave() {
    assertThat(complaints(SWEEP, "quik"))
        .containsExactly(
            "--profile quik: there is no such profile; there are quick, large; did you mean"
                + " \"quick\"?");
    assertThat(complaints("params.p = 1, each.seed = [1], task.kind = walk", "quick"))
        .containsExactly("--profile quick: the file has no profiles { }");
  }

  @Test
  void sayWhichSettingComesFromAProfileAndItsLine() {
    var settings = accepted(SWEEP, List.of("large", "quick")).settings().all();
    assertThat(settings)
        .filteredOn(setting -> setting.profile().isPresent())
        .singleElement()
        .satisfies(setting -> {
          assertThat(setting.key()).isEqualTo("schedule.batch-target");
          assertThat(setting.profile()).hasValue("quick");
          assertThat(setting.origin()).hasToString("w.conf:10");
        });
    var overridden =
        accepted(SWEEP, List.of("quick"), "engine.schedule.batch-target=9ms").settings().all();
    assertThat(overridden).noneMatch(setting -> setting.profile().isPresent());
    assertThat(accepted(SWEEP, List.of()).settings().all())
        .noneMatch(setting -> setting.profile().isPresent());
  }

  @Test
  void areCheckedEvenIfNobodyAsksForThem() {
    var wrong =
        SWEEP
            + """
            profiles.wrong {
              colour = red
              workers = many
              profiles.more { }
              params.wlaks = 3
              engine.schedule.batch-targt = 2ms
              engine.schedule.batch-limit = 10000
              stages.one.form = other
            }
            profiles.none = 3
            """;
    assertThat(complaints(wrong))
        .extracting(line -> line.replaceAll("; allowed here: [^;]*", ""))
        .containsExactly(
            "w.conf:18: unknown key \"colour\" in profile wrong",
            "w.conf:19: workers must be a whole number from 1 to 100000, but is \"many\"",
            "w.conf:20: unknown key \"profiles\" in profile wrong; did you mean \"profiles\"?"
                .replace("; did you mean \"profiles\"?", ""),
            "w.conf:22: unknown key \"batch-targt\" in engine.schedule; did you mean"
                + " \"batch-target\"?",
            "w.conf:24: unknown key \"form\" in stage one of profile wrong; did you mean \"from\"?",
            "w.conf:26: profile none must be a block { }, but is \"3\"");
    assertThat(complaints(wrong, "none")).contains("w.conf:26: this must be a block { }");
  }

  @Test
  void areCheckedForParametersThatNothingUses() {
    assertThat(complaints(SWEEP + "profiles.other.params { wlaks = 3, mode = exact }"))
        .containsExactly(
            "w.conf:17: nothing uses the parameter \"wlaks\" of profile other; did you mean"
                + " \"walks\"?");
  }

  @Test
  void judgeASettingTogetherWithWhatTheFileSays() {
    var text = SWEEP + "profiles.wide.engine.schedule.window = 5000\n";
    assertThat(read(text, List.of())).isInstanceOf(Reading.Accepted.class);
    assertThat(complaints(text.replace("5000", "50")))
        .singleElement()
        .asString()
        .startsWith("w.conf:17: ")
        .contains("engine.schedule.window");
  }

  @Test
  void canBuildOnOneAnotherAndAddToLists() {
    var text =
        """
        params { p = 0.5, walks = 100 }
        each { seed = [1, 2] }
        task { kind = walk }
        profiles {
          base { params.walks = 10, backend = processes }
          more = ${profiles.base} { each.seed += 3, params.p = ${half} }
        }
        """
            .replace("${half}", "${params.walks}")
            .replace("walks = 10,", "walks = 1,");
    var workload = accepted(text, List.of("more")).workload();
    var stage = workload.stages().getFirst();
    assertThat(workload.backend()).isEqualTo(BackendKind.PROCESSES);
    assertThat(stage.constants().get("p")).isEqualTo(Value.of(1));
    assertThat(stage.inputs().toString()).contains("3");
  }

  @Test
  void takeAKeyAwayByNull() {
    var text = SWEEP + "output = out.csv\nprofiles.silent.output = null\n";
    assertThat(accepted(text, List.of()).workload().stages().getFirst().output()).isPresent();
    assertThat(accepted(text, List.of("silent")).workload().stages().getFirst().output()).isEmpty();
  }

  @Test
  void declareParametersForArguments() {
    var text = SWEEP + "profiles.more.params.mode = fast\n";
    var stage = accepted(text, List.of("more"), "mode=exact").workload().stages().getFirst();
    assertThat(stage.constants().text("mode")).isEqualTo("exact");
    assertThat(read(text, List.of(), "mode=exact")).isInstanceOf(Reading.Refused.class);
    assertThat(read(text, List.of(), "profiles.more.params.mode=exact"))
        .isInstanceOf(Reading.Refused.class);
  }

  @Test
  void cannotBeAReferenceToWhatIsNoBlock() {
    assertThat(complaints(SWEEP + "profiles.odd = ${params.walks}", "odd"))
        .contains("w.conf:17: this must be a block { }");
    assertThat(complaints(SWEEP + "profiles.odd = ${profiles.nothing}", "odd"))
        .anyMatch(line -> line.startsWith("w.conf:17: ${profiles.nothing} names nothing"));
    assertThat(complaints(SWEEP + "profiles = [quick]", "quick")).isNotEmpty();
    assertThat(complaints("profiles = 3\ntask.kind = walk"))
        .contains("w.conf:1: profiles must be a block of named profiles, but is \"3\"");
  }
}
