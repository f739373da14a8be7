package dev.regent.controller.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.Materializer;
import dev.regent.controller.http.view.HistoryViews;
import dev.regent.controller.http.view.MilestonesView;
import dev.regent.controller.http.view.StatusViews;
import dev.regent.controller.http.view.SummaryView;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.DatabaseName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Regent's own API: everything below {@code /api/v1/databases}. Reads answer from this node. */
final class DatabaseRoutes {
  static final String BASE = "/api/v1/databases";
  private static final String HISTORY = "history";
  private static final String MILESTONES = "milestones";
  private static final int HISTORY_DEFAULT = 50;
  private static final int HISTORY_MAX = 1000;

  private final DatabaseAccess access;
  private final CommandRoute commands;

  DatabaseRoutes(DatabaseAccess access, HttpOptions options, Materializer materializer) {
    this.access = access;
    this.commands = new CommandRoute(access, options, materializer);
  }

  /** Answers {@code segments}, the path below the base: nothing, NAME, or NAME and an action. */
  CompletionStage<HttpResponse> answer(HttpRequest request, List<String> segments) {
    if (segments.isEmpty()) {
      return reading(request, this::all);
    }
    Optional<DatabaseName> database = find(segments.getFirst());
    if (database.isEmpty()) {
      return done(unknownDatabase(access, segments.getFirst()));
    }
    return switch (segments.size()) {
      case 1 -> reading(request, () -> status(database.get()));
      case 2 -> action(request, database.get(), segments.get(1));
      default -> done(unknownPath(request));
    };
  }

  private CompletionStage<HttpResponse> action(
      HttpRequest request, DatabaseName database, String action) {
    if (action.equals(HISTORY)) {
      return reading(request, () -> history(request, database));
    }
    if (action.equals(MILESTONES)) {
      return reading(request, () -> milestones(database));
    }
    return CommandBody.Verb.of(action)
        .map(verb -> commands.answer(request, database, verb))
        .orElseGet(() -> done(unknownPath(request)));
  }

  private CompletionStage<HttpResponse> all() {
    return done(
        Reply.json(
            200, new SummaryView(self(), access.databases().stream().map(this::line).toList())));
  }

  private String self() {
    return access.databases().stream()
        .flatMap(name -> access.view(name).stream())
        .map(voter -> voter.setup().self().name())
        .findFirst()
        .orElse("");
  }

  private SummaryView.Line line(DatabaseName name) {
    return access
        .view(name)
        .map(voter -> SummaryView.line(StatusViews.of(voter, access.now())))
        .orElseGet(() -> SummaryView.down(name.name(), access.downReason(name)));
  }

  private CompletionStage<HttpResponse> status(DatabaseName database) {
    return done(
        access
            .view(database)
            .map(voter -> Reply.json(200, StatusViews.of(voter, access.now())))
            .orElseGet(() -> down(access, database)));
  }

  private CompletionStage<HttpResponse> history(HttpRequest request, DatabaseName database) {
    Optional<VoterState> voter = access.view(database);
    if (voter.isEmpty()) {
      return done(down(access, database));
    }
    String limit = request.getUri().query().get("limit").orElse("" + HISTORY_DEFAULT);
    if (!limit.matches("[0-9]{1,4}") || !isAllowed(Integer.parseInt(limit))) {
      return done(
          Reply.error(
              400,
              "invalid",
              "limit is a number from 1 to %d, got: %s".formatted(HISTORY_MAX, limit)));
    }
    return access
        .history(database, Integer.parseInt(limit))
        .thenApply(page -> Reply.json(200, HistoryViews.of(voter.get(), access.now(), page)));
  }

  /** This node's own, also while its replica is down. */
  private CompletionStage<HttpResponse> milestones(DatabaseName database) {
    return done(Reply.json(200, MilestonesView.of(database, self(), access.milestones(database))));
  }

  private static boolean isAllowed(int limit) {
    return limit >= 1 && limit <= HISTORY_MAX;
  }

  private Optional<DatabaseName> find(String name) {
    return access.databases().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** A path that is read only. */
  private static CompletionStage<HttpResponse> reading(
      HttpRequest request, Supplier<CompletionStage<HttpResponse>> answer) {
    return switch (request.method().name()) {
      case "GET", "HEAD" -> answer.get();
      default -> done(Reply.methodNotAllowed(request.getUri().path(), List.of("GET", "HEAD")));
    };
  }

  static HttpResponse unknownDatabase(DatabaseAccess access, String name) {
    return Reply.error(
        404,
        "unknown-database",
        "there is no database %s here; known: %s"
            .formatted(
                name,
                String.join(", ", access.databases().stream().map(DatabaseName::name).toList())));
  }

  static HttpResponse unknownPath(HttpRequest request) {
    return Reply.error(
        404,
        "unknown-path",
        "nothing is served at %s; see docs/http-api.md".formatted(request.getUri().path()));
  }

  static HttpResponse down(DatabaseAccess access, DatabaseName database) {
    return Reply.error(
        503,
        "down",
        "this node's replica of %s is down: %s; ask again in a second, or another node"
            .formatted(database, access.downReason(database)));
  }

  private static CompletionStage<HttpResponse> done(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }
}
