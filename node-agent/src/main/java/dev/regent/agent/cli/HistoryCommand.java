package dev.regent.agent.cli;

import dev.regent.agent.cli.Table.Cell;
import java.util.List;
import java.util.Optional;

/** {@code regent history}. */
final class HistoryCommand extends Asking {
  private static final Option LIMIT =
      Option.value("--limit", "N", "how many transitions, 1 to 1000; default: 20");

  private static final Option SPANS =
      Option.flag(
          "--spans",
          "how long each step of the last changes took, as the nodes told it that are asked");

  HistoryCommand() {
    super(
        new Syntax(
            "history",
            "Tells every role transition and why it happened, newest first.",
            Shared.with(LIMIT, SPANS)),
        "what happened, and why");
  }

  @Override
  String problem(Arguments arguments) {
    String limit = limit(arguments);
    boolean good =
        limit.matches("[0-9]{1,4}")
            && Integer.parseInt(limit) >= 1
            && Integer.parseInt(limit) <= 1000;
    return good ? "" : "--limit is a number from 1 to 1000, got: " + limit;
  }

  private static String limit(Arguments arguments) {
    return arguments.value(LIMIT.name()).orElse("20");
  }

  @Override
  int run(Request request, Choice.Made.One database) {
    if (request.arguments().has(SPANS.name())) {
      return spans(request, database);
    }
    Optional<Nodes.Read> history =
        request.nodes().read(database.path() + "/history?limit=" + limit(request.arguments()));
    if (history.isEmpty()) {
      return noAnswer(request.nodes().failures(), request.terminal());
    }
    if (request.json()) {
      request.terminal().out().println(history.get().body());
    } else {
      request.terminal().out().print(text(history.get(), request.terminal().colour()));
    }
    return history.get().quorum() ? ExitCodes.OK : ExitCodes.NO_ANSWER;
  }

  private int spans(Request request, Choice.Made.One database) {
    List<Nodes.Read> nodes = request.nodes().readAll(database.path() + "/milestones");
    if (nodes.isEmpty()) {
      return noAnswer(request.nodes().failures(), request.terminal());
    }
    request
        .nodes()
        .failures()
        .forEach(failure -> request.terminal().err().println("without " + failure));
    if (request.json()) {
      nodes.forEach(node -> request.terminal().out().println(node.body()));
    } else {
      Spans spans = Spans.of(nodes.stream().map(Nodes.Read::json).toList());
      int limit = Integer.parseInt(limit(request.arguments()));
      request.terminal().out().print(spans.newest(limit).text(request.terminal().colour()));
    }
    return ExitCodes.OK;
  }

  private static String text(Nodes.Read history, boolean colour) {
    Json json = history.json();
    Table table = Table.withHeader("AT (UTC)", "REVISION", "EVENT", "NODE", "WHY");
    for (Json entry : json.objects("entries")) {
      table.row(
          List.of(
              Cell.plain(at(entry.shown("at"))),
              Cell.plain(entry.shown("revision")),
              new Cell(entry.shown("event"), ink(entry.shown("event"))),
              Cell.plain(entry.shown("node")),
              Cell.plain(entry.shown("why"))));
      table.row("", "", "", "", "  " + entry.shown("details"));
    }
    String remark = json.is("missing") ? "older transitions are not in this node's journal\n" : "";
    String minority =
        history.quorum()
            ? ""
            : "NO QUORUM: %s; the majority may know more\n".formatted(json.shown("quorumReason"));
    return table.text(colour) + remark + minority;
  }

  private static String at(String iso) {
    return iso.replace('T', ' ').replace("Z", "");
  }

  private static Ink ink(String event) {
    return switch (event) {
      case "promoted", "resumed" -> Ink.GOOD;
      case "primary-revoked", "primary-fenced", "switchover-aborted" -> Ink.BAD;
      case "paused" -> Ink.WARN;
      default -> Ink.PLAIN;
    };
  }
}
