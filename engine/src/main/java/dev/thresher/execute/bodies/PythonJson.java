package dev.thresher.execute.bodies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thresher.model.Bytes;
import dev.thresher.model.Failure;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.TaskBody.PythonParameter;
import dev.thresher.task.TaskFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Reads what the driver writes. */
final class PythonJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PythonJson() {}

  static PythonModule module(byte[] told) throws IOException {
    var root = JSON.readTree(told);
    if (root.has("error")) {
      return new PythonModule.Unfit(
          root.path("error").asText(), root.path("file").asText(), root.path("line").asInt());
    }
    var parameters = new ArrayList<PythonParameter>();
    for (var parameter : root.path("parameters")) {
      parameters.add(
          new PythonParameter(
              parameter.path("name").asText(), parameter.path("optional").asBoolean()));
    }
    return new PythonModule.Readable(
        Bytes.adopt(HexFormat.of().parseHex(root.path("sha256").asText())), parameters);
  }

  /** An answer, taken apart. */
  record Answer(JsonNode root) {
    static Answer of(Bytes reply) throws IOException {
      try {
        return new Answer(JSON.readTree(reply.toArray()));
      } catch (JsonProcessingException malformed) {
        throw new IOException("an answer that is no JSON", malformed);
      }
    }

    /** Whether the end of what the task printed is marked. */
    boolean isMarked() {
      return root.path("marked").asBoolean();
    }

    /**
     * @throws TaskFailure if the function raised something
     */
    Value result() throws TaskFailure {
      var error = root.get("error");
      if (error != null) {
        throw new TaskFailure(failure(error));
      }
      return value(root.path("value"));
    }
  }

  private static Value value(JsonNode node) {
    return switch (node.getNodeType()) {
      case BOOLEAN -> Value.of(node.booleanValue());
      case NUMBER ->
          node.isIntegralNumber() ? Value.of(node.longValue()) : Value.of(node.doubleValue());
      case STRING -> Value.of(node.textValue());
      case ARRAY -> {
        var items = new ArrayList<Value>();
        node.forEach(item -> items.add(value(item)));
        yield new Value.Sequence(items);
      }
      case OBJECT -> {
        var fields = new LinkedHashMap<String, Value>();
        node.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
        yield new Fields(fields);
      }
      case NULL, MISSING, BINARY, POJO -> Value.Absent.ABSENT;
    };
  }

  private static Failure failure(JsonNode error) {
    var causes = new ArrayList<Failure>();
    error.path("causes").forEach(cause -> causes.add(failure(cause)));
    return new Failure(
        error.path("type").asText(),
        error.path("message").asText(),
        texts(error.path("frames")),
        List.copyOf(causes),
        List.of(),
        texts(error.path("supertypes")),
        Optional.empty());
  }

  private static List<String> texts(JsonNode items) {
    var texts = new ArrayList<String>();
    items.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
