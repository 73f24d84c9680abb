package dev.thresher.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.schedule.RunSchedule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The shipped scheduler and worker with a bug planted in their source, compiled in memory and
 * loaded beside the real ones. The product itself has no switch for it.
 *
 * @param name what is wrong
 * @param edits each changes one place
 */
record Mutant(String name, List<Edit> edits) {
  /**
   * @param file below {@code src/main/java/dev/thresher}
   * @param from source text that occurs exactly once, up to white space
   */
  record Edit(String file, String from, String to) {}

  private static final List<String> ROOMS =
      List.of(
          "dev.thresher.schedule.",
          "dev.thresher.protocol.",
          "dev.thresher.journal.",
          "dev.thresher.sim.");

  static Mutant of(String name, Edit... edits) {
    return new Mutant(name, List.of(edits));
  }

  @Override
  public String toString() {
    return name;
  }

  void assertShownWithin(int seeds) throws Exception {
    assertShownWithin(seeds, Simulation.class);
  }

  /**
   * @param simulation whose method {@code violations} runs and judges a seed
   */
  void assertShownWithin(int seeds, Class<?> simulation) throws Exception {
    long seed = firstSeedThatShowsIt(1, seeds, simulation);
    System.out.println("planted: " + name + ": found by seed " + seed);
    assertThat(seed).as("seed that shows: %s", name).isPositive();
  }

  /** The first seed from {@code first} on that shows the bug, or -1. */
  long firstSeedThatShowsIt(long first, int seeds, Class<?> simulation) throws Exception {
    var violations = load(simulation);
    for (long seed = first; seed < first + seeds; seed++) {
      if (!((List<?>) violations.invoke(null, seed)).isEmpty()) {
        return seed;
      }
    }
    return -1;
  }

  private Method load(Class<?> simulation) throws Exception {
    var compiled = compile();
    return new Loader(compiled).loadClass(simulation.getName()).getMethod("violations", long.class);
  }

  private Map<String, byte[]> compile() throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var classes = new HashMap<String, ByteArrayOutputStream>();
    var messages = new StringWriter();
    try (var files = new InMemory(compiler.getStandardFileManager(null, null, null), classes)) {
      var sources =
          edits.stream().map(Edit::file).distinct().map(file -> (JavaFileObject) source(file));
      var options = List.of("-proc:none", "-cp", classPath(), "-Xlint:none");
      boolean well =
          compiler.getTask(messages, files, null, options, null, sources.toList()).call();
      if (!well) {
        throw new IllegalStateException(name + " does not compile: " + messages);
      }
    }
    return classes.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toByteArray()));
  }

  private static String classPath() {
    return locationOf(RunSchedule.class)
        + java.io.File.pathSeparator
        + locationOf(NullMarked.class);
  }

  private static Path locationOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private SimpleJavaFileObject source(String file) {
    var path = Path.of("src/main/java/dev/thresher", file);
    String text = read(path);
    for (var edit : edits) {
      if (edit.file.equals(file)) {
        text = apply(edit, text);
      }
    }
    String changed = text;
    return new SimpleJavaFileObject(path.toUri(), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return changed;
      }
    };
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException missing) {
      throw new IllegalStateException("no source at " + path.toAbsolutePath(), missing);
    }
  }

  private static String apply(Edit edit, String text) {
    var words =
        Arrays.stream(edit.from.trim().split("\\s+"))
            .map(Pattern::quote)
            .collect(Collectors.joining("\\s+"));
    var matcher = Pattern.compile(words).matcher(text);
    if (matcher.results().count() != 1) {
      throw new IllegalStateException("not exactly once in " + edit.file + ": " + edit.from);
    }
    return matcher.replaceFirst(Matcher.quoteReplacement(edit.to));
  }

  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes;

    InMemory(JavaFileManager standard, Map<String, ByteArrayOutputStream> classes) {
      super(standard);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String type, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + type), kind) {
        @Override
        public OutputStream openOutputStream() {
          var bytes = new ByteArrayOutputStream();
          classes.put(type, bytes);
          return bytes;
        }
      };
    }
  }

  /** Loads these rooms anew, with what was changed; everything else is shared. */
  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> changed;

    Loader(Map<String, byte[]> changed) {
      super(Mutant.class.getClassLoader());
      this.changed = changed;
    }

    @Override
    protected Class<?> loadClass(String type, boolean resolve) throws ClassNotFoundException {
      if (ROOMS.stream().noneMatch(type::startsWith)) {
        return super.loadClass(type, resolve);
      }
      var loaded = findLoadedClass(type);
      return loaded != null ? loaded : define(type);
    }

    private Class<?> define(String type) throws ClassNotFoundException {
      var bytes = changed.containsKey(type) ? changed.get(type) : shipped(type);
      return defineClass(type, bytes, 0, bytes.length);
    }

    private byte[] shipped(String type) throws ClassNotFoundException {
      try (var stream = getParent().getResourceAsStream(type.replace('.', '/') + ".class")) {
        if (stream == null) {
          throw new ClassNotFoundException(type);
        }
        return stream.readAllBytes();
      } catch (IOException broken) {
        throw new ClassNotFoundException(type, broken);
      }
    }
  }
}
