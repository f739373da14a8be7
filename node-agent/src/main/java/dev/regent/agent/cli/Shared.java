package dev.regent.agent.cli;

import java.util.List;
import java.util.stream.Stream;

/** The options that every command which asks nodes has. */
final class Shared {
  static final Option URL =
      Option.values(
          "--url",
          "URL,...",
          "nodes to ask, as http://10.0.0.1:7480; default: REGENT_URL, a demo, 127.0.0.1:7480");
  static final Option CONFIG =
      Option.value("--config", "FILE", "a node's configuration: asks the nodes that it names");
  static final Option DATABASE =
      Option.value("--database", "NAME", "the database; default: the only one");
  static final Option JSON = Option.flag("--json", "prints JSON");

  private Shared() {}

  /** A command's own options, then the shared ones. */
  static List<Option> with(Option... own) {
    return Stream.concat(Stream.of(own), Stream.of(DATABASE, JSON, URL, CONFIG)).toList();
  }

  /** Says what is wrong with the command line. */
  static int usageError(Syntax syntax, String message, Terminal terminal) {
    terminal
        .err()
        .println(
            "regent %s: %s; see regent help %s"
                .formatted(syntax.command(), message, syntax.command()));
    return ExitCodes.USAGE;
  }
}
