package dev.thresher.rundir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/** JSON files of a run directory: replaced as a whole, so that readers never see half of one. */
public final class JsonFile {
  private static final int DEEPEST = 100;

  private JsonFile() {}

  /** Replaces the file. One writer at a time for each file. */
  public static void write(Path file, Value value) throws IOException {
    var text = JsonText.indented(value) + "\n";
    var next = file.resolveSibling("." + file.getFileName() + ".next");
    try {
      Files.write(next, text.getBytes(StandardCharsets.UTF_8));
    } catch (FileSystemException named) {
      throw named;
    } catch (IOException full) {
      // "No space left on device" does not say on which one.
      throw new FileSystemException(file.toString(), null, full.getMessage());
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * @throws IOException if the file is missing, is no JSON, or holds something else than one object
   */
  public static Fields read(Path file) throws IOException {
    var constraints = StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build();
    var factory = JsonFactory.builder().streamReadConstraints(constraints).build();
    try (var parser = factory.createParser(file.toFile())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException(file + " does not hold a JSON object");
      }
      return fields(parser);
    }
  }

  private static Fields fields(JsonParser parser) throws IOException {
    var entries = new LinkedHashMap<String, Value>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      parser.nextToken();
      entries.put(name, value(parser));
    }
    return new Fields(entries);
  }

  private static Value value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> fields(parser);
      case START_ARRAY -> sequence(parser);
      case VALUE_STRING -> Value.of(parser.getText());
      case VALUE_TRUE -> Value.of(true);
      case VALUE_FALSE -> Value.of(false);
      case VALUE_NULL -> Absent.ABSENT;
      case VALUE_NUMBER_INT -> whole(parser);
      case VALUE_NUMBER_FLOAT -> Value.of(parser.getDoubleValue());
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IOException("unexpected " + parser.currentToken());
    };
  }

  private static Value whole(JsonParser parser) throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? Value.of(parser.getDoubleValue())
        : Value.of(parser.getLongValue());
  }

  private static Sequence sequence(JsonParser parser) throws IOException {
    var items = new ArrayList<Value>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return new Sequence(items);
  }
}
