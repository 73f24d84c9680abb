package dev.thresher.codec;

import dev.thresher.model.Bytes;
import dev.thresher.model.Payload;
import dev.thresher.task.ClassPath;
import dev.thresher.task.CodeBundle;
import dev.thresher.task.TaskBody;
import dev.thresher.wire.Wire;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Classes of the user's, and what is called in them. */
final class CodeMapping {
  private CodeMapping() {}

  static Wire.Closure toWire(TaskBody.Closure closure) {
    var wire = Wire.Closure.newBuilder().setCode(toWire(closure.code()));
    closure.function().map(PayloadMapping::toWire).ifPresent(wire::setFunction);
    return wire.build();
  }

  static TaskBody.Closure fromWire(Wire.Closure wire) {
    Check.given(wire.hasCode(), "Closure.code");
    return new TaskBody.Closure(
        fromWire(wire.getCode()),
        wire.hasFunction()
            ? Optional.of(PayloadMapping.fromWire(wire.getFunction()))
            : Optional.<Payload>empty());
  }

  private static Wire.ClassPath toWire(ClassPath path) {
    return Wire.ClassPath.newBuilder()
        .addAllEntries(path.entries())
        .addAllClasses(classes(path.bundle()))
        .addAllJars(jars(path.bundle()))
        .build();
  }

  private static ClassPath fromWire(Wire.ClassPath wire) {
    wire.getEntriesList().forEach(entry -> Check.given(entry, "ClassPath.entries"));
    return new ClassPath(wire.getEntriesList(), bundle(wire.getClassesList(), wire.getJarsList()));
  }

  static List<Wire.ClassFile> classes(CodeBundle code) {
    return code.classes().entrySet().stream()
        .map(entry ->
            Wire.ClassFile.newBuilder()
                .setName(entry.getKey())
                .setContent(ValueMapping.toWire(entry.getValue()))
                .build())
        .toList();
  }

  static List<Wire.Jar> jars(CodeBundle code) {
    return code.jars().stream()
        .map(jar ->
            Wire.Jar.newBuilder()
                .setPath(jar.path())
                .setSha256(ValueMapping.toWire(jar.sha256()))
                .build())
        .toList();
  }

  static CodeBundle bundle(List<Wire.ClassFile> classFiles, List<Wire.Jar> jarFiles) {
    var classes = new TreeMap<String, Bytes>();
    for (var file : classFiles) {
      classes.put(
          Check.given(file.getName(), "ClassFile.name"), ValueMapping.fromWire(file.getContent()));
    }
    var jars =
        jarFiles.stream()
            .map(jar ->
                new CodeBundle.Jar(
                    Check.given(jar.getPath(), "Jar.path"), ValueMapping.fromWire(jar.getSha256())))
            .toList();
    return new CodeBundle(classes, jars);
  }
}
