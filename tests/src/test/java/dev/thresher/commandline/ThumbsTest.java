package dev.thresher.commandline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped thumbs.conf on pictures of its own. Where ImageMagick's convert is not installed, a
 * stand-in for it is: it takes the same words and gives a picture of the same size.
 */
@Timeout(120)
class ThumbsTest {
  private static final List<String> PHOTOS = List.of("a b.jpg", "year/it's $HOME.jpg", "-n.jpg");

  @TempDir Path directory;

  @BeforeEach
  void takePhotos() throws IOException {
    Files.copy(Path.of("../config/workloads/thumbs.conf"), directory.resolve("thumbs.conf"));
    int grey = 40;
    for (var name : PHOTOS) {
      var photo = directory.resolve("photos").resolve(name);
      Files.createDirectories(requireNonNull(photo.getParent()));
      write(400, 300, grey += 60, "jpg", photo);
    }
    var programs = Files.createDirectory(directory.resolve("programs"));
    write(200, 150, 99, "png", programs.resolve("small.png"));
    Files.writeString(
        programs.resolve("convert"),
        """
        #!/bin/sh
        [ $# = 5 ] && [ -f "$1" ] && [ "$2 $3 $4" = "-resize 200x200 -strip" ] &&
          cp "${0%/*}/small.png" "$5"
        """);
    Files.setPosixFilePermissions(
        programs.resolve("convert"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void write(int width, int height, int grey, String format, Path file)
      throws IOException {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < width; x++) {
      picture.setRGB(x, height / 2, grey << 16 | x % 256 << 8 | grey);
    }
    assertThat(ImageIO.write(picture, format, file.toFile())).isTrue();
  }

  private Path run(String backend) throws Exception {
    var place = Files.createDirectory(directory.resolve(backend));
    var programs = directory.resolve("programs").toString();
    var environment =
        Map.of(
            // The stand-in comes first: the test must not depend on what is installed.
            "PATH", programs + File.pathSeparator + System.getenv("PATH"));
    try (var run =
        CommandLine.start(
            place, environment, "run", "../thumbs.conf", "--backend", backend, "-j", "2")) {
      run.endsCleanly(0);
    }
    return place.resolve("thumbs");
  }

  @Test
  void everyPhotoGetsASmallPictureTheSameOnEveryBackend() throws Exception {
    var onThreads = run("threads");
    var inProcesses = run("processes");
    for (var name : List.of("a b.png", "it's $HOME.png", "-n.png")) {
      var small = ImageIO.read(inProcesses.resolve(name).toFile());
      assertThat(List.of(small.getWidth(), small.getHeight())).as(name).containsExactly(200, 150);
      assertThat(inProcesses.resolve(name)).hasSameBinaryContentAs(onThreads.resolve(name));
    }
    for (var thumbs : List.of(onThreads, inProcesses)) {
      try (var made = Files.list(thumbs)) {
        assertThat(made).hasSize(PHOTOS.size());
      }
    }
  }
}
