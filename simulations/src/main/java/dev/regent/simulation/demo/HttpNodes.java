package dev.regent.simulation.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.drill.Answer;
import dev.regent.simulation.drill.CellStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Regent's HTTP API as the demo uses it (docs/http-api.md). Asks each node, never waits long. */
final class HttpNodes {
  private static final String DATABASE = "/api/v1/databases/" + DemoPlan.DATABASE;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int CONNECT_MILLIS = 300;
  private static final int SILENT_MILLIS = 1500;
  private static final int READ_MILLIS = 1000;

  /** A command is answered when it is committed, or after 5 s. */
  private static final int COMMAND_MILLIS = 10_000;

  private final List<URI> nodes;

  HttpNodes(List<URI> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  /** Whether a node answers at all: then its daemon is ready. */
  static boolean isAnswering(URI node) {
    return get(node, "/api/v1/databases").isPresent();
  }

  /** The leader's own word if it can be had: only it hears all nodes. */
  Optional<CellStatus> status() {
    Optional<CellStatus> best = Optional.empty();
    for (URI node : nodes) {
      Optional<JsonNode> answer =
          get(node, DATABASE).filter(json -> json.path("quorum").asBoolean());
      if (answer.isPresent()) {
        CellStatus status = status(answer.get());
        if (isLeaders(answer.get())) {
          return Optional.of(status);
        }
        best = best.isEmpty() ? Optional.of(status) : best;
      }
    }
    return best;
  }

  private static boolean isLeaders(JsonNode json) {
    return json.path("leader").isTextual()
        && json.path("leader").asText().equals(json.path("answeredBy").asText());
  }

  private static CellStatus status(JsonNode json) {
    List<String> missing = new ArrayList<>();
    json.path("notRedundantBecause").forEach(one -> missing.add(one.asText()));
    List<String> unsettled = new ArrayList<>();
    for (JsonNode voter : json.path("voters")) {
      String name = "voter " + voter.path("node").asText();
      if (voter.path("contactAgeMs").asLong(Long.MAX_VALUE) > SILENT_MILLIS) {
        missing.add(name + " is silent");
      }
      if (!voter.path("slot").path("opinion").asBoolean()) {
        unsettled.add(name + " has no opinion yet");
      }
    }
    return new CellStatus(
        node(json.path("primary")),
        node(json.path("leader")),
        json.path("phase").asText(),
        json.path("redundant").asBoolean() && missing.isEmpty(),
        missing,
        unsettled);
  }

  private static Optional<NodeId> node(JsonNode value) {
    return value.isTextual() ? Optional.of(new NodeId(value.asText())) : Optional.empty();
  }

  /** Any node takes a command; the next one is asked only when one is not there at all. */
  Answer switchover(NodeId target) {
    Answer last = new Answer(0, "no node answered");
    for (URI node : nodes) {
      if (isAnswering(node)) {
        last = ask(node, "switchover", Map.of("target", target.name()));
        if (last.status() != 0) {
          return last;
        }
      }
    }
    return last;
  }

  /** Gives a command to one node; status 0 when it did not answer. */
  static Answer ask(URI node, String command, Map<String, Object> fields) {
    ObjectNode body = MAPPER.valueToTree(fields);
    body.put("by", "drill");
    try {
      return post(node.resolve(DATABASE + "/" + command), body.toString());
    } catch (IOException noAnswer) {
      return new Answer(0, "%s did not answer: %s".formatted(node, noAnswer.getMessage()));
    }
  }

  /** A line for each transition, oldest first. */
  static List<String> history(URI node) {
    List<String> lines = new ArrayList<>();
    get(node, DATABASE + "/history?limit=100")
        .orElse(MissingNode.getInstance())
        .path("entries")
        .forEach(entry ->
            lines.add(
                0,
                "%s %s %s %s: %s"
                    .formatted(
                        entry.path("at").asText(),
                        entry.path("revision").asText(),
                        entry.path("event").asText(),
                        entry.path("node").asText("-"),
                        entry.path("why").asText())));
    return lines;
  }

  private static Optional<JsonNode> get(URI node, String path) {
    try {
      HttpURLConnection connection = open(node.resolve(path), READ_MILLIS);
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        drain(connection);
        return Optional.empty();
      }
      try (InputStream body = connection.getInputStream()) {
        return Optional.of(MAPPER.readTree(body));
      }
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }

  private static Answer post(URI uri, String body) throws IOException {
    HttpURLConnection connection = open(uri, COMMAND_MILLIS);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    return new Answer(connection.getResponseCode(), drain(connection));
  }

  private static String drain(HttpURLConnection connection) throws IOException {
    boolean isError = connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST;
    try (InputStream body = isError ? connection.getErrorStream() : connection.getInputStream()) {
      return body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static HttpURLConnection open(URI uri, int readMillis) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(readMillis);
    return connection;
  }
}
