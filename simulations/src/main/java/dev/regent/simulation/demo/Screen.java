package dev.regent.simulation.demo;

import dev.regent.agent.cli.Terminal;
import java.io.Console;
import java.util.Optional;

/** What a command prints: what matters on standard output, the rest beside it. */
public final class Screen {
  private final Terminal terminal;
  private final boolean isWatched;
  private boolean hasStatus;

  public Screen(Terminal terminal) {
    this.terminal = terminal;
    this.isWatched = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /** A line about what is going on. */
  public synchronized void say(String line) {
    erase();
    terminal.err().println("regent: " + line);
  }

  /** Several lines about what is going on, each with an end. */
  public synchronized void lines(String text) {
    erase();
    terminal.err().print(text);
    terminal.err().flush();
  }

  /** Text that the command was asked for. */
  public synchronized void print(String text) {
    erase();
    terminal.out().print(text);
    terminal.out().flush();
  }

  /** A line that the next one replaces; only people see it. */
  public synchronized void status(String line) {
    if (isWatched) {
      erase();
      terminal.err().print(line);
      terminal.err().flush();
      hasStatus = true;
    }
  }

  private void erase() {
    if (hasStatus) {
      terminal.err().print("\r\u001b[K");
      hasStatus = false;
    }
  }
}
