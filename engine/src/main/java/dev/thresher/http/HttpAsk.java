package dev.thresher.http;

import dev.thresher.data.JsonReader;
import dev.thresher.model.JsonText;
import dev.thresher.model.Value.Fields;
import dev.thresher.share.NodeAddress;
import dev.thresher.standing.AccessToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One question to a coordinator, over a plain socket: the JDK's HTTP client takes longer to start
 * than most verbs take in all. It reads what {@link HttpServer} writes, and no other HTTP.
 */
public final class HttpAsk {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int ANSWER_MILLIS = 30_000;
  private static final int LARGEST = 16 * 1024 * 1024;
  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final NodeAddress server;
  private final AccessToken token;

  public HttpAsk(NodeAddress server, AccessToken token) {
    this.server = server;
    this.token = token;
  }

  /**
   * @param headers by their names in lower case
   */
  public record Told(int status, Map<String, String> headers, byte[] body) {
    public Told {
      headers = Map.copyOf(headers);
    }

    /**
     * @throws IOException if it is no JSON object
     */
    public Fields json() throws IOException {
      return JsonReader.object(body);
    }
  }

  public Told get(String path) throws IOException {
    return send("GET", path, Optional.empty());
  }

  public Told post(String path, Fields body) throws IOException {
    return send("POST", path, Optional.of(body));
  }

  /**
   * @throws IOException if nobody answers, or what comes is no answer
   */
  private Told send(String method, String path, Optional<Fields> body) throws IOException {
    byte[] content = body.map(JsonText::of).orElse("").getBytes(StandardCharsets.UTF_8);
    var head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(server).append("\r\n");
    head.append("Authorization: ").append(token.bearer()).append("\r\n");
    head.append("Connection: close\r\n");
    if (body.isPresent()) {
      head.append("Content-Type: application/json\r\n");
      head.append("Content-Length: ").append(content.length).append("\r\n");
    }
    head.append("\r\n");
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(server.host(), server.port()), CONNECT_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      var out = socket.getOutputStream();
      out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
      out.write(content);
      out.flush();
      return read(socket);
    }
  }

  private static Told read(Socket socket) throws IOException {
    var all = new ByteArrayOutputStream();
    var in = socket.getInputStream();
    var buffer = new byte[16 * 1024];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      all.write(buffer, 0, count);
      if (all.size() > LARGEST) {
        throw new IOException("the answer is too large");
      }
    }
    return parse(all.toByteArray());
  }

  static Told parse(byte[] answer) throws IOException {
    int end = endOfHead(answer);
    if (end < 0) {
      throw new IOException("what came is no HTTP");
    }
    var lines = new String(answer, 0, end, StandardCharsets.ISO_8859_1).split("\r\n");
    if (!lines[0].matches("HTTP/1\\.1 [0-9]{3} .*")) {
      throw new IOException("what came is no HTTP");
    }
    var headers = new HashMap<String, String>();
    for (var line : Arrays.asList(lines).subList(1, lines.length)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    var body = Arrays.copyOfRange(answer, end + END_OF_HEAD.length, answer.length);
    if (!Integer.toString(body.length).equals(headers.getOrDefault("content-length", ""))) {
      throw new IOException("the answer is not whole");
    }
    return new Told(Integer.parseInt(lines[0].substring(9, 12)), headers, body);
  }

  private static int endOfHead(byte[] answer) {
    for (int i = 0; i + END_OF_HEAD.length <= answer.length; i++) {
      if (Arrays.equals(answer, i, i + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
        return i;
      }
    }
    return -1;
  }
}
