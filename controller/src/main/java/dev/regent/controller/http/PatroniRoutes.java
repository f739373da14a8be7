package dev.regent.controller.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import dev.regent.controller.http.patroni.ClusterView;
import dev.regent.controller.http.patroni.Filter;
import dev.regent.controller.http.patroni.Health;
import dev.regent.controller.http.patroni.Local;
import dev.regent.controller.http.patroni.Metrics;
import dev.regent.controller.http.patroni.PatroniView;
import dev.regent.controller.http.patroni.Probe;
import dev.regent.controller.http.patroni.TimelineHistory;
import dev.regent.controller.http.view.StatusViews;
import dev.regent.protocol.DatabaseName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Patroni's paths, for the database that {@code ?database=} names, or the first one. */
final class PatroniRoutes {
  private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS");
  private static final int HISTORY_ENTRIES = 1000;

  private final DatabaseAccess access;
  private final HttpOptions options;

  PatroniRoutes(DatabaseAccess access, HttpOptions options) {
    this.access = access;
    this.options = options;
  }

  /** Answers {@code path}, which has no leading slash. */
  CompletionStage<HttpResponse> answer(HttpRequest request, String path) {
    Optional<Probe> probe = Probe.of(path);
    boolean known = probe.isPresent() || List.of("cluster", "history", "metrics").contains(path);
    if (!known) {
      return done(DatabaseRoutes.unknownPath(request));
    }
    if (!METHODS.contains(request.method().name())) {
      return done(Reply.methodNotAllowed(request.getUri().path(), METHODS));
    }
    CompletionStage<HttpResponse> answer =
        path.equals("metrics") ? done(metrics()) : ofDatabase(request, path, probe);
    return request.method().name().equals("OPTIONS")
        ? answer.thenApply(response -> response.withEntity(HttpEntities.EMPTY))
        : answer;
  }

  private CompletionStage<HttpResponse> ofDatabase(
      HttpRequest request, String path, Optional<Probe> probe) {
    Optional<String> wanted = request.getUri().query().get("database");
    Optional<DatabaseName> database =
        access.databases().stream()
            .filter(name -> wanted.isEmpty() || wanted.get().equals(name.name()))
            .findFirst();
    if (database.isEmpty()) {
      return done(DatabaseRoutes.unknownDatabase(access, wanted.orElse("at all")));
    }
    Optional<Local> node = local(database.get());
    if (node.isEmpty()) {
      return done(DatabaseRoutes.down(access, database.get()));
    }
    return probe
        .map(which -> done(health(which, request.getUri().query().toMap(), node.get())))
        .orElseGet(
            () -> path.equals("cluster") ? done(cluster(node.get())) : history(database.get()));
  }

  private Optional<Local> local(DatabaseName database) {
    return access
        .view(database)
        .map(voter -> new Local(voter, access.localReport(database), access.now()));
  }

  private HttpResponse health(Probe probe, Map<String, String> query, Local node) {
    return switch (Filter.parse(query)) {
      case Filter.Parsed.Bad bad -> Reply.error(400, "invalid", bad.message());
      case Filter.Parsed.Good good ->
          Reply.json(
              Health.isPassed(probe, good.filter(), node) ? 200 : 503,
              PatroniView.of(node, options.version()));
    };
  }

  private static HttpResponse cluster(Local node) {
    return Reply.json(200, ClusterView.of(StatusViews.of(node.voter(), node.now())));
  }

  private CompletionStage<HttpResponse> history(DatabaseName database) {
    return access
        .history(database, HISTORY_ENTRIES)
        .thenApply(page -> Reply.json(200, TimelineHistory.of(page.entries())));
  }

  private HttpResponse metrics() {
    List<Local> nodes =
        access.databases().stream().flatMap(database -> local(database).stream()).toList();
    return Reply.text(
        ContentTypes.create(MediaTypes.TEXT_PLAIN, HttpCharsets.UTF_8),
        Metrics.of(nodes, options.version()));
  }

  private static CompletionStage<HttpResponse> done(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }
}
