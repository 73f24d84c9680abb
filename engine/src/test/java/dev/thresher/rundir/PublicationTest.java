package dev.thresher.rundir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTest {
  @TempDir Path directory;

  @Test
  void showsNothingUnderTheRealNameUntilItIsPublished() throws Exception {
    var target = directory.resolve("new/deep/steps.csv");
    try (var publication = Publication.begin(target, false)) {
      Files.writeString(publication.staged(), "half");
      assertThat(target).doesNotExist();
      assertThat(publication.staged().getParent()).isEqualTo(target.getParent());
      Files.writeString(publication.staged(), "whole");
      publication.publish();
    }
    assertThat(target).hasContent("whole");
    assertThat(target.getParent()).isDirectoryContaining("glob:**steps.csv");
    assertOnlyFile(target);
  }

  @Test
  void leavesNothingBehindWhenItIsGivenUp() throws Exception {
    try (var publication = Publication.begin(directory.resolve("x"), false)) {
      Files.writeString(publication.staged(), "half");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void whoIsLateTakesNothingFromTheNextOneThatPublishesTheSame() throws Exception {
    var target = directory.resolve("x");
    var late = Publication.begin(target, "run", false);
    try (var open = Files.newOutputStream(late.staged());
        var next = Publication.begin(target, "run", false)) {
      Files.writeString(next.staged(), "whole");
      open.write("late".getBytes(StandardCharsets.UTF_8));
      late.close();
      next.publish();
    }
    assertThat(target).hasContent("whole");
    assertOnlyFile(target);
  }

  @Test
  void doesNotReplaceWhatHasAppearedMeanwhile() throws Exception {
    var target = directory.resolve("x");
    try (var publication = Publication.begin(target, false)) {
      Files.writeString(target, "somebody else's");
      assertThatThrownBy(publication::publish)
          .isInstanceOf(FileAlreadyExistsException.class)
          .hasMessageContaining("while the run lasted");
    }
    assertThat(target).hasContent("somebody else's");
    assertOnlyFile(target);
  }

  // As after a crash, if what told of the first one is damaged.
  @Test
  void whatIsThereWithTheSameContentHasBeenPublished() throws Exception {
    var target = directory.resolve("x");
    try (var publication = Publication.begin(target, false)) {
      Files.writeString(publication.staged(), "same");
      Files.writeString(target, "same");
      publication.publish();
    }
    var made = Files.writeString(directory.resolve("made"), "same");
    Publication.deliver(made, target, "run", false, false);
    assertThat(target).hasContent("same");
    assertOnlyFile(target);
    var other = Files.writeString(directory.resolve("made"), "sane");
    assertThatThrownBy(() -> Publication.deliver(other, target, "run", false, false))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void doesNotWriteThroughAPlantedLink() throws Exception {
    var victim = Files.writeString(directory.resolve("victim"), "precious");
    var target = Files.createSymbolicLink(directory.resolve("x"), victim);
    assertThat(Publication.obstacle(target, false)).contains("exists already");
    try (var publication = Publication.begin(target, true)) {
      Files.writeString(publication.staged(), "mine");
      publication.publish();
    }
    assertThat(victim).hasContent("precious");
    assertThat(target).hasContent("mine");
    assertThat(Files.isSymbolicLink(target)).isFalse();
  }

  @Test
  void replacesOnlyWhenAsked() throws Exception {
    var target = Files.writeString(directory.resolve("x"), "old");
    try (var publication = Publication.begin(target, true)) {
      Files.writeString(publication.staged(), "new");
      publication.publish();
    }
    assertThat(target).hasContent("new");
    assertOnlyFile(target);
  }

  @Test
  void keepsTwoPublicationsOfOneNameApart() throws Exception {
    var target = directory.resolve("x");
    try (var first = Publication.begin(target, false);
        var second = Publication.begin(target, false)) {
      Files.writeString(first.staged(), "first");
      Files.writeString(second.staged(), "second");
      first.publish();
      assertThatThrownBy(second::publish).isInstanceOf(FileAlreadyExistsException.class);
    }
    assertThat(target).hasContent("first");
  }

  @Test
  void foreseesWhatWouldStandInTheWay() throws Exception {
    var file = Files.writeString(directory.resolve("file"), "");
    assertThat(Publication.obstacle(file, false)).contains("exists already", "--overwrite");
    assertThat(Publication.obstacle(file, true)).isEmpty();
    assertThat(Publication.obstacle(directory, true)).contains("is a directory");
    assertThat(Publication.obstacle(file.resolve("below"), false)).contains("is not a directory");
    assertThat(Publication.obstacle(directory.resolve("a/b/c"), false)).isEmpty();
  }

  private static void assertOnlyFile(Path target) throws Exception {
    try (var files = Files.list(target.getParent())) {
      assertThat(files).containsExactly(target);
    }
  }

  @Test
  void aLinkThatWasPlantedInPlaceOfTheHiddenFileIsNotFollowed() throws Exception {
    var precious = Files.writeString(directory.resolve("precious"), "mine");
    var target = directory.resolve("planted.csv");
    Files.createSymbolicLink(directory.resolve(".planted.csv.mark.part"), precious);
    try (var publication = Publication.begin(target, "mark", false)) {
      Files.writeString(publication.staged(), "new");
      publication.publish();
    }
    assertThat(precious).hasContent("mine");
    assertThat(target).hasContent("new");
  }

  @Test
  void whatATaskHasMadeReplacesNothing() throws Exception {
    var made = Files.writeString(directory.resolve("made"), "new");
    var target = Files.writeString(directory.resolve("taken"), "mine");
    assertThatThrownBy(() -> Publication.deliver(made, target, "mark", false, false))
        .hasMessageContaining("has been made by somebody else");
    assertThat(target).hasContent("mine");
    assertThat(made).exists();
  }
}
