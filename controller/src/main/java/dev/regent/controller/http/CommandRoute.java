package dev.regent.controller.http;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.EntityStreamException;
import akka.stream.Materializer;
import dev.regent.controller.http.view.Quorum;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.CommandResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands: {@code POST /api/v1/databases/NAME/VERB}. Any node takes them; the leader decides. */
final class CommandRoute {
  private static final Logger LOG = LoggerFactory.getLogger(CommandRoute.class);
  private static final long BODY_BYTES_MAX = 16 * 1024;
  private static final long BODY_TIMEOUT_MILLIS = 5_000;

  private final DatabaseAccess access;
  private final HttpOptions options;
  private final Materializer materializer;

  CommandRoute(DatabaseAccess access, HttpOptions options, Materializer materializer) {
    this.access = access;
    this.options = options;
    this.materializer = materializer;
  }

  /** The body of a 202: committed, and where to see what becomes of it. */
  record AcceptedView(boolean accepted, String revision, String status, String history) {}

  CompletionStage<HttpResponse> answer(
      HttpRequest request, DatabaseName database, CommandBody.Verb verb) {
    if (!request.method().name().equals("POST")) {
      return done(Reply.methodNotAllowed(request.getUri().path(), List.of("POST")));
    }
    if (!isJson(request)) {
      return done(wrongType(request));
    }
    return request
        .entity()
        .toStrict(BODY_TIMEOUT_MILLIS, BODY_BYTES_MAX, materializer)
        .thenApply(HttpEntity.Strict::getData)
        .handle((body, failure) ->
            failure == null
                ? parsed(database, verb, body.toArray())
                : done(unreadable(cause(failure))))
        .thenCompose(answer -> answer);
  }

  /**
   * A web page can make a browser post forms and plain text to any address without asking, but not
   * this type: so no page that an operator visits can give a command.
   */
  private static boolean isJson(HttpRequest request) {
    var type = request.entity().getContentType().mediaType();
    return type.mainType().equals("application") && type.subType().equals("json");
  }

  private static HttpResponse wrongType(HttpRequest request) {
    return Reply.error(
        415,
        "invalid",
        "the Content-Type of a command is application/json, got: %s; with curl: %s"
            .formatted(
                request.entity().getContentType(), "-H 'Content-Type: application/json' -d '{}'"));
  }

  /** A stream that breaks off fails in the same way, but then nobody is there to be answered. */
  private static HttpResponse unreadable(Throwable failure) {
    return failure instanceof EntityStreamException
        ? Reply.error(
            413, "invalid", "the body of a command has at most %d bytes".formatted(BODY_BYTES_MAX))
        : Reply.error(400, "invalid", "the body did not arrive: " + failure.getMessage());
  }

  private CompletionStage<HttpResponse> parsed(
      DatabaseName database, CommandBody.Verb verb, byte[] body) {
    return switch (CommandBody.parse(verb, body)) {
      case CommandBody.Parsed.Bad bad ->
          done(Reply.error(400, "invalid", String.join("; ", bad.problems())));
      case CommandBody.Parsed.Good good -> ask(database, good.command());
    };
  }

  private CompletionStage<HttpResponse> ask(DatabaseName database, Command command) {
    return access
        .ask(database, command, options.commandTimeout())
        .thenApply(result -> answer(database, result))
        .exceptionally(failure -> failed(database, command, cause(failure)));
  }

  private static HttpResponse answer(DatabaseName database, CommandResult result) {
    String status = DatabaseRoutes.BASE + "/" + database;
    return switch (result) {
      case CommandResult.Accepted accepted ->
          Reply.accepted(
              status,
              new AcceptedView(true, accepted.revision().toString(), status, status + "/history"));
      case CommandResult.Refused refused -> refused(refused);
    };
  }

  private static HttpResponse refused(CommandResult.Refused refused) {
    return switch (refused.kind()) {
      case INVALID -> Reply.error(400, "invalid", refused.message());
      case UNKNOWN -> Reply.error(404, "unknown", refused.message());
      case CONFLICT -> Reply.error(409, "conflict", refused.message());
      case UNFIT -> Reply.error(412, "unfit", refused.message());
      case NO_QUORUM -> Reply.error(503, "no-quorum", refused.message());
    };
  }

  private HttpResponse failed(DatabaseName database, Command command, Throwable failure) {
    if (failure instanceof TimeoutException) {
      return outcomeUnknown(database);
    }
    LOG.error("command failed database={} command={}", database, command, failure);
    return Reply.error(
        500,
        "internal",
        "this node failed, and whether the command was carried out is not known; see %s/history"
                .formatted(DatabaseRoutes.BASE + "/" + database)
            + " and this node's log");
  }

  private HttpResponse outcomeUnknown(DatabaseName database) {
    String quorum =
        access
            .view(database)
            .map(voter -> Quorum.of(voter, access.now()).reason())
            .orElseGet(() -> access.downReason(database));
    return Reply.error(
        503,
        "outcome-unknown",
        "no answer within %d ms (%s): the command may still be carried out; look at %s before"
                .formatted(
                    options.commandTimeout().toMillis(),
                    quorum,
                    DatabaseRoutes.BASE + "/" + database + "/history")
            + " giving it again");
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static CompletionStage<HttpResponse> done(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }
}
