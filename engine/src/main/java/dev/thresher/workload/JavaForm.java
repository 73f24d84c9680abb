package dev.thresher.workload;

import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node.Branch;
import java.util.List;
import java.util.Optional;

/**
 * A static method of the user's: {@code java = Walk.java, method = steps} or {@code class =
 * com.x.Walk, jars = [walk.jar]}. The class is either compiled from a file or found in jars, so
 * there are two keys by which this form is known, each with an instance of its own.
 */
final class JavaForm implements TaskForm {
  static final String SOURCE = JavaCodeReader.SOURCE;
  static final String TYPE = JavaCodeReader.TYPE;

  private final String key;
  private final CodeLookup code;
  private final FileLookup files;
  private final Complaints complaints;

  /**
   * @param key {@link #SOURCE} or {@link #TYPE}
   */
  JavaForm(String key, CodeLookup code, FileLookup files, Complaints complaints) {
    this.key = key;
    this.code = code;
    this.files = files;
    this.complaints = complaints;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public boolean isMeantBy(Branch task) {
    return task.find(key).isPresent() && (key.equals(SOURCE) || task.find(SOURCE).isEmpty());
  }

  @Override
  public List<String> keys() {
    return JavaCodeReader.KEYS;
  }

  @Override
  public Optional<TaskHead> read(Branch task, StageBlocks blocks) {
    return new JavaCodeReader(files, complaints)
        .read(task, blocks.seed())
        .flatMap(wanted -> TaskHead.of(code.java(wanted), JavaCodeReader.KEYS, complaints));
  }
}
