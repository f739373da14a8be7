package dev.regent.simulation.command;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.agent.cli.Terminal;
import dev.regent.simulation.search.Bounds;
import dev.regent.simulation.search.Layer;
import dev.regent.simulation.search.Outcome;
import dev.regent.simulation.search.Search;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Visits every state of the ledger and of the lease that lies within the bounds. */
final class ExploreRun {
  private ExploreRun() {}

  static int run(List<String> arguments, Terminal terminal) throws Words.Wrong {
    Words words = Words.of("simulate", arguments, Map.of("--large", false));
    if (!words.plain().isEmpty()) {
      throw new Words.Wrong("not understood: " + words.plain().getFirst());
    }
    boolean held = true;
    ProgressBar bar = ProgressBar.on(terminal, false);
    for (Layer layer : Layer.values()) {
      for (Bounds bounds : words.has("--large") ? layer.large() : layer.small()) {
        held &= search(bounds, terminal, bar);
      }
    }
    return held ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private static boolean search(Bounds bounds, Terminal terminal, ProgressBar bar) {
    long began = terminal.nanoTime().getAsLong();
    Outcome outcome =
        Search.run(
            bounds,
            (visited, waiting) ->
                bar.stands(unit(waiting), new ProgressBar.Count(visited, 0, 0, 0)));
    bar.clear();
    double seconds = (terminal.nanoTime().getAsLong() - began) / 1e9;
    terminal.out().printf(Locale.ROOT, "%s%n  %s, %.1f s%n", bounds, outcome.summary(), seconds);
    outcome.trace().ifPresent(trace -> terminal.out().println(trace.text()));
    return outcome.trace().isEmpty() && outcome.complete();
  }

  /** How many states there are is known only at the end. */
  private static String unit(long waiting) {
    return "states visited (%d waiting)".formatted(waiting);
  }
}
