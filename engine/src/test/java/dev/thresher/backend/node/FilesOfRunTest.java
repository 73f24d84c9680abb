package dev.thresher.backend.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.data.FileStamps;
import dev.thresher.data.StoredRecords;
import dev.thresher.model.Bytes;
import dev.thresher.model.Content;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.ClassPath;
import dev.thresher.task.Column;
import dev.thresher.task.CommandLine;
import dev.thresher.task.FileRecords;
import dev.thresher.task.Inputs;
import dev.thresher.task.RecordColumn;
import dev.thresher.task.RecordFormat;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import dev.thresher.task.Template;
import dev.thresher.transfer.Pieces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a driver gives away of its files, and what not. */
class FilesOfRunTest {
  private static final long LARGEST = 1000;

  @TempDir Path directory;

  private Path photo;
  private FilesOfRun files;

  @BeforeEach
  void make() throws IOException {
    photo = Files.writeString(directory.resolve("photo.jpg"), "a picture");
    Files.writeString(directory.resolve("secret"), "of nobody's business");
    Files.writeString(directory.resolve("tool.sh"), "#!/bin/sh");
    files =
        new FilesOfRun(
            new StoredRecords(),
            directory,
            directory.resolve("blobs"),
            directory.resolve("archives"),
            LARGEST);
  }

  private static StageSpec stage(TaskBody body, Fields constants, List<Value> values) {
    return new StageSpec(
        0,
        "s",
        body,
        constants,
        new Inputs.Product(List.of(new Column.Listed("photo", values))),
        Semantics.AT_LEAST_ONCE,
        0);
  }

  private static TaskBody command(String... words) {
    return new TaskBody.Command(
        new CommandLine(
            new CommandLine.Program.Words(Stream.of(words).map(Template::of).toList()),
            new CommandLine.Input.File(Template.of("{photo}.txt")),
            new LinkedHashMap<>(),
            Optional.empty(),
            CommandLine.ExitCodes.USUAL,
            false,
            true,
            Optional.empty()));
  }

  private static List<String> texts(FilesAnswer answer) {
    return ((FilesAnswer.Known) answer).files().stream().map(FilesAnswer.Named::text).toList();
  }

  private void learnPhotos(String... words) {
    files.learn(
        stage(
            command(words),
            Fields.NONE,
            List.of(Value.of(photo.toString()), Value.of("/etc/passwd"), Value.of("no/file"))));
  }

  @Test
  void aTaskIsGivenTheFilesThatItsOwnRowNames() throws IOException {
    Files.writeString(directory.resolve("photo.jpg.txt"), "its text");
    learnPhotos("./tool.sh", "-x", "{photo}", "secret.no");
    assertThat(texts(files.answer(new FilesQuestion.OfTask(0, 0))))
        .containsExactly(photo.toString(), photo + ".txt");
    assertThat(texts(files.answer(new FilesQuestion.OfStage(0)))).containsExactly("./tool.sh");
    var named = ((FilesAnswer.Known) files.answer(new FilesQuestion.OfTask(0, 0))).files();
    assertThat(named.getFirst().name()).isEqualTo("photo.jpg");
    assertThat(files.fileOf(named.getFirst().content())).contains(photo);
  }

  @Test
  void nothingIsGivenThatNoTaskNames() throws IOException {
    learnPhotos("./tool.sh", "{photo}");
    assertThat(files.answer(new FilesQuestion.OfRecords(0, directory.resolve("secret").toString())))
        .isEqualTo(
            new FilesAnswer.Refused(directory.resolve("secret") + " is no input of stage s"));
    var secret = Pieces.contentOf(directory.resolve("secret"));
    assertThat(files.fileOf(secret)).isEmpty();
    assertThat(files.fileOf(Pieces.contentOf(photo))).as("before anybody asked").isEmpty();
    assertThat(files.fileOf(new Content(Bytes.of(new byte[32]), 5))).isEmpty();
  }

  private static StageSpec rowsOf(Path file) throws IOException {
    var records =
        new FileRecords(
            file.toString(),
            RecordFormat.LINES,
            List.of(new RecordColumn("line", RecordColumn.Type.TEXT)),
            1,
            FileStamps.of(file),
            1,
            List.of(0L));
    return new StageSpec(
        0,
        "s",
        new TaskBody.Builtin("k", 1),
        Fields.NONE,
        new Inputs.Product(List.of(records)),
        Semantics.AT_LEAST_ONCE,
        0);
  }

  @Test
  void filesOfRecordsAreGivenIfTheyAreTheStagesOwnAndAreAsTheyWere() throws IOException {
    var rows = Files.writeString(directory.resolve("rows.txt"), "one");
    files.learn(rowsOf(rows));
    assertThat(texts(files.answer(new FilesQuestion.OfRecords(0, rows.toString()))))
        .containsExactly(rows.toString());
    var other = directory.resolve("secret").toString();
    assertThat(files.answer(new FilesQuestion.OfRecords(0, other)))
        .isEqualTo(new FilesAnswer.Refused(other + " is no input of stage s"));
    Files.writeString(rows, "other");
    assertThat(files.answer(new FilesQuestion.OfRecords(0, rows.toString())))
        .isInstanceOfSatisfying(
            FilesAnswer.Refused.class,
            refused -> assertThat(refused.reason()).contains("changed since the run was planned"));
  }

  @Test
  void filesOfTheSystemStayWhereTheyAre() throws IOException {
    learnPhotos("/bin/sh", "{photo}");
    assertThat(texts(files.answer(new FilesQuestion.OfTask(0, 1)))).isEmpty();
    assertThat(texts(files.answer(new FilesQuestion.OfStage(0)))).isEmpty();
    Files.createSymbolicLink(directory.resolve("innocent"), Path.of("/etc/passwd"));
    files.learn(
        stage(
            new TaskBody.Builtin("k", 1),
            Fields.NONE,
            List.of(Value.of(directory.resolve("innocent").toString()))));
    assertThat(texts(files.answer(new FilesQuestion.OfTask(0, 0)))).isEmpty();
  }

  @Test
  void tasksAndStagesThatThereAreNotAreRefused() {
    learnPhotos("sh", "{photo}");
    assertThat(
            Stream.of(
                new FilesQuestion.OfTask(0, 3),
                new FilesQuestion.OfTask(0, Long.MAX_VALUE),
                new FilesQuestion.OfTask(1, 0),
                new FilesQuestion.OfStage(-1),
                new FilesQuestion.Rows(0, 0)))
        .allSatisfy(
            question -> assertThat(files.answer(question)).isInstanceOf(FilesAnswer.Refused.class));
  }

  @Test
  void aFileThatIsTooLargeIsRefusedInWords() throws IOException {
    Files.write(photo, new byte[(int) LARGEST + 1]);
    learnPhotos("sh", "{photo}");
    assertThat(files.answer(new FilesQuestion.OfTask(0, 0)))
        .isInstanceOfSatisfying(
            FilesAnswer.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .contains("too large to send", photo.toString(), "cluster.largest-file"));
  }

  @Test
  void pythonGoesAsOneArchiveOfModulesAndTheSameOneEachTime() throws IOException {
    Files.createDirectories(directory.resolve("pack/inner"));
    Files.createDirectories(directory.resolve("data"));
    for (var name : List.of("walk.py", "pack/__init__.py", "pack/inner/deep.py", "data/no.py")) {
      Files.writeString(directory.resolve(name), "x = 1");
    }
    var body =
        new TaskBody.PythonFunction(
            directory.toString(), "walk", "f", List.of(), Bytes.of(new byte[32]));
    files.learn(stage(body, Fields.NONE, List.of(Value.of(1))));
    var named = ((FilesAnswer.Known) files.answer(new FilesQuestion.OfStage(0))).files();
    assertThat(named).singleElement().extracting("text").isEqualTo(directory.toString());
    try (var archive =
        new ZipFile(files.fileOf(named.getFirst().content()).orElseThrow().toFile())) {
      assertThat(archive.stream().map(entry -> entry.getName()))
          .containsExactly("pack/__init__.py", "pack/inner/deep.py", "walk.py");
    }
    var others =
        new FilesOfRun(
            new StoredRecords(),
            directory,
            directory.resolve("blobs"),
            directory.resolve("others"),
            LARGEST);
    others.learn(stage(body, Fields.NONE, List.of(Value.of(1))));
    assertThat(others.answer(new FilesQuestion.OfStage(0)))
        .isEqualTo(files.answer(new FilesQuestion.OfStage(0)));
  }

  @Test
  void jarsOfAProgramAreGivenAsTheyAreAndDirectoriesOfClassesAsJars() throws IOException {
    var jar = Files.writeString(directory.resolve("own.jar"), "classes");
    var classes = Files.createDirectories(directory.resolve("classes/pack"));
    Files.writeString(classes.resolve("A.class"), "a");
    Files.writeString(directory.resolve("classes/words.txt"), "of the program");
    var path =
        ClassPath.of(List.of(jar.toString(), directory.resolve("classes").toString(), "/usr"));
    files.learn(stage(new TaskBody.Closure(path, Optional.empty()), Fields.NONE, List.of()));
    var named = ((FilesAnswer.Known) files.answer(new FilesQuestion.OfStage(0))).files();
    assertThat(named)
        .extracting(FilesAnswer.Named::text)
        .containsExactly(jar.toString(), directory.resolve("classes").toString());
    try (var archive = new ZipFile(files.fileOf(named.get(1).content()).orElseThrow().toFile())) {
      assertThat(archive.stream().map(entry -> entry.getName()))
          .containsExactly("pack/A.class", "words.txt");
    }
  }

  @Test
  void ofWhatLiesBesideMessagesOnlyTheRunsOwnIsGiven() throws IOException {
    files.learn(
        stage(new TaskBody.Closure(ClassPath.NONE, Optional.empty()), Fields.NONE, List.of()));
    var blobs = Files.createDirectory(directory.resolve("blobs"));
    var blob = Files.writeString(blobs.resolve("blob-1.bin"), "a large argument");
    var told = files.answer(new FilesQuestion.OfPayload(0, 3, blob.toString()));
    var named = ((FilesAnswer.Known) told).files().getFirst();
    assertThat(files.fileOf(named.content())).contains(blob);
    Files.createSymbolicLink(blobs.resolve("blob-2.bin"), directory.resolve("secret"));
    for (var other :
        List.of(
            directory.resolve("secret").toString(),
            blobs + "/../secret",
            blobs + "/blob-2.bin",
            blobs + "/blob-3.bin",
            blobs.toString(),
            "secret",
            "",
            "\0")) {
      assertThat(files.answer(new FilesQuestion.OfPayload(0, 3, other)))
          .as(other)
          .isInstanceOf(FilesAnswer.Refused.class);
    }
    assertThat(files.answer(new FilesQuestion.OfPayload(7, 0, blob.toString())))
        .isInstanceOf(FilesAnswer.Refused.class);
  }
}
