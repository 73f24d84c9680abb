package dev.thresher.workload;

import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node.Branch;
import java.util.List;
import java.util.Optional;

/**
 * A static method of the user's: {@code java = Walk.java, method = steps} or {@code class =
 * com.x.Walk, jars = [walk.jar]}. The class is compiled from a file or found in jars.
 */
final class JavaForm implements TaskForm {
  private final CodeLookup code;
  private final FileLookup files;
  private final Complaints complaints;

  JavaForm(CodeLookup code, FileLookup files, Complaints complaints) {
    this.code = code;
    this.files = files;
    this.complaints = complaints;
  }

  @Override
  public List<String> keys() {
    return List.of(JavaCodeReader.SOURCE, JavaCodeReader.TYPE);
  }

  @Override
  public Optional<TaskHead> read(Branch task, StageBlocks blocks, InputColumns columns) {
    return new JavaCodeReader(files, complaints)
        .read(task, blocks.seed())
        .flatMap(wanted -> TaskHead.of(code.java(wanted), JavaCodeReader.KEYS, complaints));
  }
}
