package dev.regent.simulation.command;

import dev.regent.agent.cli.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * A line at the bottom of a terminal that is written again in place, at most five times a second.
 * Where standard error is no terminal there is none. This is a shell: what runs knows no clock.
 */
final class ProgressBar {
  private static final long PAUSE = 200_000_000L;
  private static final String BACK = "\r\u001b[K";

  private final PrintStream err;
  private final LongSupplier clock;
  private final boolean shown;
  private final long began;
  private long drawn;
  private boolean visible;

  ProgressBar(PrintStream err, LongSupplier clock, boolean shown) {
    this.err = err;
    this.clock = clock;
    this.shown = shown;
    this.began = clock.getAsLong();
    this.drawn = began - PAUSE;
  }

  /**
   * For a run in this terminal.
   *
   * @param quiet because the output is for programs
   */
  static ProgressBar on(Terminal terminal, boolean quiet) {
    return new ProgressBar(terminal.err(), terminal.nanoTime(), !quiet && isWatched(terminal));
  }

  /** Somebody sees this process's standard error, and it moves its cursor. */
  private static boolean isWatched(Terminal terminal) {
    boolean isOwn = terminal.err().equals(System.err);
    boolean isDumb = terminal.environment().getOrDefault("TERM", "dumb").equals("dumb");
    return isOwn && !isDumb && isTerminal(Path.of("/proc/self/fd/2"));
  }

  static boolean isTerminal(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.matches("/dev/(pts/|tty|console).*");
    } catch (IOException notLinux) {
      return false;
    }
  }

  /**
   * The run is here now.
   *
   * @param unit what is counted
   */
  void stands(String unit, Count count) {
    long now = clock.getAsLong();
    if (!shown || now - drawn < PAUSE) {
      return;
    }
    drawn = now;
    visible = true;
    err.print(
        BACK
            + ProgressText.of(
                new ProgressText.Stand(
                    unit,
                    count.done(),
                    count.total(),
                    now - began,
                    count.virtual(),
                    count.violations())));
    err.flush();
  }

  /**
   * How far a run is.
   *
   * @param total 0 when nobody knows
   */
  record Count(long done, long total, long virtual, long violations) {}

  /** Takes the line away: something else is about to be printed, or the run is over. */
  void clear() {
    if (visible) {
      err.print(BACK);
      err.flush();
      visible = false;
    }
  }
}
