package dev.regent.agent.cli;

import java.util.List;

/** The way to a database that most commands share: options, nodes, database. */
abstract class Asking implements SubCommand {
  private final Syntax syntax;
  private final String summary;

  Asking(Syntax syntax, String summary) {
    this.syntax = syntax;
    this.summary = summary;
  }

  /** What a command works with. */
  record Request(Arguments arguments, Nodes nodes, Terminal terminal) {
    boolean json() {
      return arguments.has(Shared.JSON.name());
    }
  }

  /** Does the work on the database that was chosen. */
  abstract int run(Request request, Choice.Made.One database);

  /** Several databases, and none named: most commands refuse to guess. */
  int runOnSeveral(Request request, Choice.Made.Several several) {
    return usageError(
        "there are several databases, name one with --database: "
            + String.join(", ", several.names()),
        request.terminal());
  }

  /** Empty when the arguments make sense. */
  String problem(Arguments arguments) {
    return "";
  }

  @Override
  public final String name() {
    return syntax.command();
  }

  @Override
  public final String summary() {
    return summary;
  }

  @Override
  public final String usage() {
    return syntax.usage();
  }

  @Override
  public final int run(List<String> words, Terminal terminal) {
    return switch (syntax.parse(words)) {
      case Syntax.Parsed.Bad bad -> usageError(bad.message(), terminal);
      case Syntax.Parsed.Good(var arguments) ->
          problem(arguments).isEmpty()
              ? resolve(arguments, terminal)
              : usageError(problem(arguments), terminal);
    };
  }

  private int resolve(Arguments arguments, Terminal terminal) {
    return switch (Addresses.of(arguments, terminal)) {
      case Addresses.Found.Bad bad -> usageError(bad.message(), terminal);
      case Addresses.Found.Good good ->
          choose(new Request(arguments, new Nodes(good.nodes()), terminal));
    };
  }

  private int choose(Request request) {
    return switch (Choice.of(request.arguments(), request.nodes())) {
      case Choice.Made.One one -> run(request, one);
      case Choice.Made.Several several -> runOnSeveral(request, several);
      case Choice.Made.Unknown unknown -> usageError(unknown.message(), request.terminal());
      case Choice.Made.NoAnswer(var failures) -> noAnswer(failures, request.terminal());
    };
  }

  int usageError(String message, Terminal terminal) {
    return Shared.usageError(syntax, message, terminal);
  }

  int noAnswer(List<String> failures, Terminal terminal) {
    terminal.err().println("regent %s: no node gave an answer:".formatted(name()));
    failures.forEach(failure -> terminal.err().println("  " + failure));
    return ExitCodes.NO_ANSWER;
  }
}
