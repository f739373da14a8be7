package dev.regent.agent.cli;

import dev.regent.agent.cli.Outcome.End;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives a command and, unless told not to, waits until it is finished. */
final class ChangeCommand extends Asking {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Change change;

  ChangeCommand(Change change) {
    super(change.syntax(), change.summary());
    this.change = change;
  }

  @Override
  String problem(Arguments arguments) {
    return change.problem(arguments).orElse("");
  }

  @Override
  int run(Request request, Choice.Made.One database) {
    Json before =
        request
            .nodes()
            .read(database.path())
            .map(Nodes.Read::json)
            .orElseGet(() -> new Json(Map.of()));
    Outcome outcome = new Outcome(change.name(), database.name(), request);
    String body = change.body(request.arguments(), request.terminal().person());
    Reply reply = request.nodes().command(database.path() + "/" + change.name(), body);
    return switch (reply) {
      case Reply.Unreachable unreachable ->
          outcome.end(End.UNREACHABLE, String.join("; ", request.nodes().failures()));
      case Reply.Silent(var node, var why) ->
          outcome.end(
              End.UNKNOWN,
              "%s was asked but did not answer (%s): it may have been done; see regent history"
                  .formatted(node, why));
      case Reply.Answered answered when answered.code() == 202 ->
          accepted(outcome, database, answered, before);
      case Reply.Answered answered -> refused(outcome, answered);
    };
  }

  private static int refused(Outcome outcome, Reply.Answered answered) {
    outcome.error(answered.error());
    List<String> failures = outcome.request().nodes().failures();
    return switch (answered.error()) {
      case "no-quorum", "down" -> outcome.end(End.NO_QUORUM, String.join("; ", failures));
      case "invalid", "unknown", "unknown-database", "conflict", "unfit" ->
          outcome.end(End.REFUSED, answered.message());
      default ->
          outcome.end(End.UNKNOWN, "HTTP %d: %s".formatted(answered.code(), answered.message()));
    };
  }

  private int accepted(
      Outcome outcome, Choice.Made.One database, Reply.Answered answered, Json before) {
    Revision revision =
        Revision.of(Json.parse(answered.body()).orElseGet(() -> new Json(Map.of())));
    outcome.accepted(revision.toString());
    Arguments arguments = outcome.request().arguments();
    if (arguments.has(Change.NO_WAIT.name()) || change.goal() == Goal.NONE) {
      return outcome.end(End.ACCEPTED, "accepted at revision " + revision);
    }
    Duration timeout =
        arguments.value(Change.TIMEOUT.name()).flatMap(Amounts::duration).orElse(TIMEOUT);
    Optional<String> target = change.target(arguments);
    return new Wait(outcome, database.path(), timeout)
        .until(revision, now -> change.goal().judge(before, target, now));
  }
}
