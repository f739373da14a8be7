package dev.regent.agent.cli;

import java.util.Optional;

/** {@code regent status}. */
final class StatusCommand extends Asking {
  StatusCommand() {
    super(
        new Syntax(
            "status",
            "Shows who is primary, how each node does, and whether one more failure would be"
                + " survived.\nAll databases in short when there are several and none is named.",
            Shared.with()),
        "who is primary, and how each node does");
  }

  @Override
  int run(Request request, Choice.Made.One database) {
    Optional<Nodes.Read> status = request.nodes().read(database.path());
    if (status.isEmpty()) {
      return noAnswer(request.nodes().failures(), request.terminal());
    }
    print(
        request,
        status.get(),
        new StatusText(status.get().json(), request.terminal().colour()).text());
    return code(status.get());
  }

  @Override
  int runOnSeveral(Request request, Choice.Made.Several several) {
    Table table =
        Table.withHeader("DATABASE", "PHASE", "PRIMARY", "REDUNDANT", "QUORUM", "MODE", "LEADER");
    for (Json one : several.list().json().objects("databases")) {
      table.row(
          one.shown("name"),
          one.shown("phase"),
          one.shown("primary"),
          one.is("redundant") ? "yes" : "no",
          one.is("quorum") ? "yes" : "no",
          one.shown("mode"),
          one.shown("leader"));
    }
    print(request, several.list(), table.text(request.terminal().colour()));
    return code(several.list());
  }

  private static void print(Request request, Nodes.Read read, String text) {
    if (request.json()) {
      request.terminal().out().println(read.body());
    } else {
      request.terminal().out().print(text);
    }
  }

  private static int code(Nodes.Read read) {
    return read.quorum() ? ExitCodes.OK : ExitCodes.NO_ANSWER;
  }
}
