package dev.thresher.backend.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.transfer.Pieces;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnJarsTest {
  @TempDir Path directory;

  @Test
  void aJarIsTheSameByNameAndContentAlone() throws Exception {
    var jar = Files.writeString(directory.resolve("lib.jar"), "some classes");
    var others = Files.createDirectory(directory.resolve("others"));
    var same = Files.writeString(others.resolve("lib.jar"), "some classes");
    var other = Files.writeString(others.resolve("other.jar"), "same length!");
    var own = new OwnJars(String.join(File.pathSeparator, "" + others.resolve("no.jar"), "" + jar));
    assertThat(own.find("lib.jar", Pieces.contentOf(same))).contains(jar);
    assertThat(own.find("other.jar", Pieces.contentOf(same))).isEmpty();
    assertThat(own.find("lib.jar", Pieces.contentOf(other))).isEmpty();
    assertThat(own.find("../lib.jar", Pieces.contentOf(same))).isEmpty();
  }
}
