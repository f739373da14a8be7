package dev.regent.agent.cli;

import dev.regent.agent.daemon.Daemon;
import java.util.List;
import java.util.Optional;

/** {@code regent node}: runs a node until it is told to stop. */
final class NodeCommand implements SubCommand {
  private static final Option CONFIG =
      Option.value("--config", "FILE", "the node's configuration; must be given");
  private static final Syntax SYNTAX =
      new Syntax(
          "node",
          "Runs a node until it is told to stop. PostgreSQL goes on when the node is stopped.\n"
              + "Ends with 75 when it is to be started again.",
          List.of(CONFIG));

  @Override
  public String name() {
    return SYNTAX.command();
  }

  @Override
  public String summary() {
    return "runs a node: the daemon";
  }

  @Override
  public String usage() {
    return SYNTAX.usage();
  }

  @Override
  public int run(List<String> words, Terminal terminal) {
    return switch (SYNTAX.parse(words)) {
      case Syntax.Parsed.Bad bad -> Shared.usageError(SYNTAX, bad.message(), terminal);
      case Syntax.Parsed.Good(var arguments) -> run(arguments, terminal);
    };
  }

  private static int run(Arguments arguments, Terminal terminal) {
    Optional<String> file = arguments.value(CONFIG.name());
    return file.isPresent()
        ? Daemon.run(terminal.directory().resolve(file.get()))
        : Shared.usageError(SYNTAX, CONFIG.form() + " is missing", terminal);
  }
}
