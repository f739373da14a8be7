package dev.regent.agent.cli;

import java.util.List;

/**
 * One command of the program.
 *
 * <p>Modules after this one add theirs by naming a public class with a public constructor without
 * parameters in {@code META-INF/services/dev.regent.agent.cli.SubCommand}.
 */
public interface SubCommand {
  /** What is typed: small letters and dashes. */
  String name();

  /** One line for the list of all commands. */
  String summary();

  /** What {@code regent help NAME} prints. */
  String usage();

  /** Runs to its end; gives one of {@link ExitCodes}. */
  int run(List<String> arguments, Terminal terminal);
}
