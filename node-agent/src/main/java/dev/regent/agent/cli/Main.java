package dev.regent.agent.cli;

import java.util.List;

/** The program: {@code regent COMMAND [OPTION...]}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    int code = new CommandLine(SubCommands.all()).run(List.of(arguments), terminal);
    terminal.out().flush();
    System.exit(code);
  }
}
