package dev.regent.agent.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A real HTTP server that answers each path with what a test says, one after the other. */
final class ScriptedNode implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new ArrayList<>();

  /** A code and a body; code 0 breaks the connection off. */
  record Answer(int code, String body) {}

  ScriptedNode() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The last answer of a path stays. */
  ScriptedNode on(String path, int code, String body) {
    answers.computeIfAbsent(path, key -> new ArrayDeque<>()).add(new Answer(code, body));
    return this;
  }

  /** A database "orders" and its statuses, one for each time it is asked. */
  ScriptedNode withOrders(String... statuses) {
    on("GET /api/v1/databases", 200, Bodies.databases("orders"));
    for (String status : statuses) {
      on("GET /api/v1/databases/orders", 200, status);
    }
    return this;
  }

  ScriptedNode onCommand(String verb, int code, String body) {
    return on("POST /api/v1/databases/orders/" + verb, code, body);
  }

  /** The requests that change something, with their bodies. */
  synchronized List<String> commands() {
    return requests.stream().filter(request -> request.startsWith("POST")).toList();
  }

  private synchronized Answer next(String request) {
    Deque<Answer> queue = answers.getOrDefault(request, new ArrayDeque<>());
    if (queue.isEmpty()) {
      return new Answer(404, Bodies.error("unknown-path", "nothing at " + request));
    }
    return queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    synchronized (this) {
      requests.add(request + " " + body);
    }
    Answer answer = next(request);
    if (answer.code() != 0) {
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.code(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** An address at which nothing listens. */
  static String deadUrl() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
