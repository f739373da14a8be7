package dev.regent.controller.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.function.Function;
import akka.stream.Materializer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every request of a node. A plain function instead of Akka HTTP's routing DSL: the paths are few,
 * every answer is JSON, and the DSL's classes would cost start time and memory on each node.
 */
final class HttpApi implements Function<HttpRequest, CompletionStage<HttpResponse>> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
  private static final List<String> OWN = List.of("api", "v1", "databases");

  private final transient DatabaseRoutes databases;
  private final transient PatroniRoutes patroni;
  private final transient Materializer materializer;

  HttpApi(DatabaseAccess access, HttpOptions options, Materializer materializer) {
    this.databases = new DatabaseRoutes(access, options, materializer);
    this.patroni = new PatroniRoutes(access, options);
    this.materializer = materializer;
  }

  @Override
  public CompletionStage<HttpResponse> apply(HttpRequest request) {
    CompletionStage<HttpResponse> answer = route(request);
    // A body that nobody reads would block its connection.
    return answer
        .exceptionally(failure -> failed(request, failure))
        .whenComplete((response, failure) -> discardBody(request));
  }

  private CompletionStage<HttpResponse> route(HttpRequest request) {
    List<String> segments =
        Arrays.stream(request.getUri().path().split("/", -1))
            .filter(segment -> !segment.isEmpty())
            .toList();
    boolean own = segments.size() >= 3 && segments.subList(0, 3).equals(OWN);
    return own
        ? databases.answer(request, segments.subList(3, segments.size()))
        : patroni.answer(request, String.join("/", segments));
  }

  private static HttpResponse failed(HttpRequest request, Throwable failure) {
    LOG.error(
        "request failed method={} uri={}", request.method().name(), request.getUri(), failure);
    return Reply.error(500, "internal", "this node failed to answer; see its log");
  }

  private void discardBody(HttpRequest request) {
    if (!request.method().name().equals("POST")) {
      request.discardEntityBytes(materializer);
    }
  }
}
