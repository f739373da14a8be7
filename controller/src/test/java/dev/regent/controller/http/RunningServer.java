package dev.regent.controller.http;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.ServerBinding;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import dev.regent.protocol.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A real server on a free port, asked by a real client. */
final class RunningServer implements AutoCloseable {
  final FakeAccess access = new FakeAccess();
  final Endpoint address = new Endpoint("127.0.0.1", freePort());
  final ActorTestKit kit =
      ActorTestKit.create(
          "http",
          ConfigFactory.parseString("akka.loglevel = WARNING, akka.actor.provider = local")
              .withFallback(ConfigFactory.load("no-such-resource")));
  private final ServerBinding binding;
  private final HttpClient client = HttpClient.newHttpClient();

  /** A response: its code, one header and its body. */
  record Answer(int code, HttpResponse<String> raw) {
    JsonNode json() {
      return RunningServer.json(raw.body());
    }

    String body() {
      return raw.body();
    }

    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  RunningServer() {
    binding =
        HttpServer.start(
                kit.system(), access, new HttpOptions(address, Duration.ofMillis(700), "1.2.3"))
            .toCompletableFuture()
            .join();
  }

  static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  Answer get(String path) {
    return send("GET", path, "", "");
  }

  Answer post(String path, String json) {
    return send("POST", "/api/v1/databases/orders/" + path, json, "application/json");
  }

  Answer send(String method, String path, String body, String type) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + address + path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    binding.terminate(Duration.ofSeconds(3)).toCompletableFuture().join();
    kit.shutdownTestKit();
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
