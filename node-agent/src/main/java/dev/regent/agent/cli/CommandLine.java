package dev.regent.agent.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the command that is meant and runs it. */
final class CommandLine {
  private static final String HELP = "help";

  private final SubCommands commands;

  CommandLine(SubCommands commands) {
    this.commands = commands;
  }

  int run(List<String> arguments, Terminal terminal) {
    if (arguments.isEmpty() || isHelp(arguments.getFirst())) {
      return help(arguments.stream().skip(1).findFirst(), terminal);
    }
    String name = arguments.getFirst().equals("--version") ? "version" : arguments.getFirst();
    List<String> rest = arguments.subList(1, arguments.size());
    Optional<SubCommand> command = commands.find(name);
    if (command.isEmpty()) {
      return unknown(name, terminal);
    }
    if (rest.contains("--help") || rest.contains("-h")) {
      terminal.out().println(command.get().usage());
      return ExitCodes.OK;
    }
    return command.get().run(rest, terminal);
  }

  private static boolean isHelp(String argument) {
    return argument.equals(HELP) || argument.equals("--help") || argument.equals("-h");
  }

  private int help(Optional<String> about, Terminal terminal) {
    if (about.isEmpty()) {
      terminal.out().println(overview());
      return ExitCodes.OK;
    }
    Optional<SubCommand> command = commands.find(about.get());
    if (command.isEmpty()) {
      return unknown(about.get(), terminal);
    }
    terminal.out().println(command.get().usage());
    return ExitCodes.OK;
  }

  private String overview() {
    Table table = Table.withoutHeader();
    commands.list().forEach(command -> table.row("  " + command.name(), command.summary()));
    table.row("  help [COMMAND]", "what a command does, and its options");
    return "Regent keeps a PostgreSQL database writable.\n\nregent COMMAND [OPTION...]\n\n"
        + table.text(false)
        + "\nExit codes: 0 done, 1 refused or failed, 2 wrong command line,"
        + " 3 no answer or no majority.";
  }

  private int unknown(String name, Terminal terminal) {
    List<String> known =
        Stream.concat(commands.list().stream().map(SubCommand::name), Stream.of(HELP)).toList();
    terminal
        .err()
        .println(
            "regent: there is no command %s%s; see regent help"
                .formatted(name, Similar.suggestion(name, known)));
    return ExitCodes.USAGE;
  }
}
