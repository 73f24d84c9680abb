package dev.thresher.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the launcher builds, what it then runs, and what it leaves alone. */
class LauncherTest {
  @TempDir Path scratch;
  private Checkout checkout;

  @BeforeEach
  void createCheckout() throws IOException {
    checkout = new Checkout(scratch);
  }

  @Test
  void aSecondStartDoesNotBuildAgain() throws IOException {
    Start first = checkout.start("--version").ended(0);
    Start second = checkout.start("--version").ended(0);

    assertThat(checkout.builds()).isEqualTo(1);
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).isEqualTo(first.out());
  }

  @Test
  void anEditedSourceIsNoticedEvenIfItsSizeAndTimeStayTheSame() throws IOException {
    checkout.start().ended(0);
    FileTime time = Files.getLastModifiedTime(checkout.source);

    checkout.write("FIRST");
    Files.setLastModifiedTime(checkout.source, time);

    assertThat(Checkout.built(checkout.start().ended(0))).isEqualTo("FIRST");
  }

  @Test
  void aDeletedSourceIsNoticed() throws IOException {
    Path other = Files.writeString(checkout.source.resolveSibling("Another.java"), "another, ");
    assertThat(Checkout.built(checkout.start().ended(0))).isEqualTo("another, first");

    Files.delete(other);

    assertThat(Checkout.built(checkout.start().ended(0))).isEqualTo("first");
  }

  @Test
  void aBranchSwitchIsNoticedAndTheWayBackNeedsNoBuild() throws IOException {
    git("init", "--quiet", "--initial-branch=main");
    commit();
    checkout.start().ended(0);
    git("switch", "--quiet", "--create", "branch");
    checkout.write("of the branch");
    commit();
    assertThat(Checkout.built(checkout.start().ended(0))).isEqualTo("of the branch");

    git("switch", "--quiet", "main");

    assertThat(Checkout.built(checkout.start().ended(0))).isEqualTo("first");
    assertThat(checkout.builds()).isEqualTo(2);
  }

  @ParameterizedTest(name = "without {0}")
  @ValueSource(strings = {"nothing", "flock"})
  void twoFirstStartsAtOnceBuildOnceAndBothRun(String missing) throws IOException {
    checkout.environment.put("PATH", checkout.toolsWithout(missing).toString());
    Path gate = scratch.resolve("gate");
    checkout.environment.put("BUILD_STARTS_WITH", gate.toString());
    Start first = checkout.start();
    await().until(() -> checkout.builds() == 1);
    Start second = checkout.start();
    await().until(() -> second.err().contains("waiting for another start"));

    Files.createFile(gate);

    assertThat(Checkout.built(first.ended(0))).isEqualTo("first");
    assertThat(Checkout.built(second.ended(0))).isEqualTo("first");
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void theLockOfAKilledBuildIsTakenOverWhereThereIsNoFlock() throws IOException {
    checkout.environment.put("PATH", checkout.toolsWithout("flock").toString());
    checkout.environment.put("BUILD_STARTS_WITH", scratch.resolve("never").toString());
    Start killed = checkout.start();
    await().until(() -> checkout.builds() == 1);
    long builder = Long.parseLong(Files.readString(checkout.builds).strip());
    killed.process().destroyForcibly().onExit().join();
    ProcessHandle.of(builder).ifPresent(ProcessHandle::destroyForcibly);

    checkout.environment.remove("BUILD_STARTS_WITH");

    assertThat(Checkout.built(checkout.start().ended(0))).isEqualTo("first");
  }

  @Test
  void anEditDuringABuildIsBuiltByTheNextStart() throws IOException {
    Path gate = scratch.resolve("gate");
    checkout.environment.put("BUILD_STARTS_WITH", gate.toString());
    Start start = checkout.start();
    await().until(() -> checkout.builds() == 1);
    checkout.write("second");
    Files.createFile(gate);

    assertThat(Checkout.built(start.ended(0))).isEqualTo("first");
    assertThat(Checkout.built(checkout.start().ended(0))).isEqualTo("second");
  }

  @Test
  void aReadOnlyCheckoutIsBuiltInTheUsersCache() throws IOException {
    Unprivileged.open(scratch);
    Unprivileged.makeReadOnly(checkout.root);

    Start start = startUnprivileged().ended(0);
    startUnprivileged().ended(0);

    assertThat(Checkout.built(start)).isEqualTo("first");
    assertThat(Checkout.image(start)).startsWith(scratch.resolve("home/.cache/thresher/dist"));
    assertThat(checkout.builds()).isEqualTo(1);
    Unprivileged.open(scratch);
  }

  @Test
  void aReadOnlyCheckoutWithoutACacheDirectoryIsExplained() throws IOException {
    Unprivileged.open(scratch);
    Unprivileged.makeReadOnly(checkout.root);
    checkout.environment.remove("HOME");

    assertThat(startUnprivileged().ended(2).err())
        .contains("cannot be written to", "set XDG_CACHE_HOME")
        .hasLineCount(1);
    Unprivileged.open(scratch);
  }

  @Test
  void aFailedBuildGivesItsCauseAndStartsNothing() throws IOException {
    checkout.write("broken");

    Start start = checkout.start().ended(70);

    assertThat(start.out()).isEmpty();
    assertThat(start.err())
        .contains("  " + checkout.source + ":[1,7] ';' expected")
        .contains("the full log is " + checkout.root.resolve("dist/last-build.log"))
        .doesNotContain("chatter", "-e switch");
  }

  @Test
  void afterAFailedBuildTheCorrectedSourceIsBuilt() throws IOException {
    checkout.write("broken");
    checkout.start().ended(70);

    checkout.write("mended");

    assertThat(Checkout.built(checkout.start().ended(0))).isEqualTo("mended");
  }

  @Test
  void aTerminatedBuildEndsItsBuilderAndLeavesNoHalfImage() throws IOException {
    checkout.environment.put("BUILD_STARTS_WITH", scratch.resolve("never").toString());
    Start start = checkout.start();
    await().until(() -> checkout.builds() == 1);
    long builder = Long.parseLong(Files.readString(checkout.builds).strip());

    start.process().destroy();

    start.ended(143);
    await().until(() -> ProcessHandle.of(builder).isEmpty());
    assertThat(checkout.root.resolve("dist"))
        .isDirectoryNotContaining("glob:**{.build-*,[0-9a-f]*[0-9a-f]}");
  }

  @Test
  void oldImagesAreRemovedButNeverOneInUse() throws IOException {
    Path end = scratch.resolve("end");
    checkout.environment.put("JAVA_ENDS_WITH", end.toString());
    Start running = checkout.start();
    await().until(() -> running.out().contains("dev.thresher.cli.Main"));
    checkout.environment.remove("JAVA_ENDS_WITH");
    Path unused = editAndStart("unused");

    for (String edit : List.of("a", "b", "c")) {
      editAndStart(edit);
    }

    assertThat(unused).doesNotExist();
    assertThat(Checkout.image(running)).exists();
    Files.createFile(end);
    running.ended(0);
    editAndStart("d");
    assertThat(Checkout.image(running)).doesNotExist();
  }

  @Test
  void startsThroughALinkFromAnyDirectory() throws IOException {
    Path link =
        Files.createSymbolicLink(scratch.resolve("link"), checkout.root.resolve("thresher"));
    Path link2 = Files.createSymbolicLink(scratch.resolve("link2"), link.getFileName());

    Start start =
        Start.of(scratch, checkout.environment, List.of(link2.toString(), "kinds")).ended(0);

    assertThat(start.out().lines())
        .contains("-Dthresher.launcher=" + checkout.root.toRealPath().resolve("thresher"))
        .endsWith("kinds");
  }

  @Test
  void runsInBashAsWellAsInTheSystemsShell() throws IOException {
    List<String> command = List.of("bash", "--posix", checkout.root.resolve("thresher").toString());

    Start start = Start.of(scratch, checkout.environment, command).ended(0);

    assertThat(Checkout.built(start)).isEqualTo("first");
    assertThat(checkout.start().ended(0).out()).isEqualTo(start.out());
  }

  @Test
  void theJvmGetsTheFlagsOfTheImageItsJarsInOneOrderAndTheArgumentsUnchanged() {
    Start start = checkout.start("run", "a file", "@b", "", "--set", "x=*").ended(0);

    Path lib = Checkout.image(start).resolve("lib");
    assertThat(start.out().lines().findFirst()).contains("@" + lib.resolve("jvm.options"));
    assertThat(start.out())
        .endsWith(
            String.join(
                "\n",
                List.of(
                    "-cp",
                    lib.resolve("a.jar") + ":" + lib.resolve("thresher-b.jar"),
                    "dev.thresher.cli.Main",
                    "run",
                    "a file",
                    "@b",
                    "",
                    "--set",
                    "x=*",
                    "")));
  }

  @Test
  void theVerbsOfAClusterGoToTheCommandLine() {
    assertThat(checkout.start("worker", "--join", "host").ended(0).out())
        .endsWith("\ndev.thresher.cli.Main\nworker\n--join\nhost\n");
  }

  @Test
  void theCacheOfWorkersIsMadeFromWhatAWorkerHasRecorded() {
    checkout.environment.put("THRESHER_AOT", "create");
    checkout.environment.put("THRESHER_AOT_DIRECTORY", "/caches");
    checkout.environment.put("THRESHER_AOT_PROCESS", "worker");
    assertThat(checkout.start("run").ended(0).out())
        .contains("-XX:AOTConfiguration=/caches/worker.conf\n")
        .contains("-XX:AOTCache=/caches/worker.aot\n");
  }

  @Test
  void onlyVerbsThatAnswerAtOnceDoWithoutTheOptimisingCompiler() {
    assertThat(checkout.start("kinds").ended(0).out()).contains("-XX:TieredStopAtLevel=1");
    assertThat(checkout.start("run").ended(0).out()).doesNotContain("-XX:TieredStopAtLevel");
  }

  private Path editAndStart(String content) throws IOException {
    checkout.write(content);
    return Checkout.image(checkout.start().ended(0));
  }

  private Start startUnprivileged() {
    return Start.of(
        scratch,
        checkout.environment,
        Unprivileged.command(checkout.root.resolve("thresher").toString(), "--version"));
  }

  private void commit() {
    git("add", "--all");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--message=m");
  }

  private void git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", checkout.root.toString()));
    command.addAll(List.of(arguments));
    Start.of(scratch, checkout.environment, command).ended(0);
  }
}
