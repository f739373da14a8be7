package dev.regent.simulation.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Searches from the command line: {@code SearchMain ledger|lease|all small|large}. Ends with 1 when
 * a violation was found, and with 2 when a search had to give up.
 */
public final class SearchMain {
  private static final int VIOLATED = 1;
  private static final int GAVE_UP = 2;

  private SearchMain() {}

  public static void main(String[] arguments) {
    if (arguments.length != 2) {
      System.err.println("usage: SearchMain ledger|lease|all small|large");
      System.exit(GAVE_UP);
    }
    int worst = 0;
    for (Bounds bounds : bounds(arguments[0], arguments[1].equals("large"))) {
      worst = Math.max(worst, search(bounds));
    }
    System.exit(worst);
  }

  private static List<Bounds> bounds(String layer, boolean large) {
    List<Layer> layers =
        layer.equals("all")
            ? List.of(Layer.values())
            : List.of(Layer.valueOf(layer.toUpperCase(Locale.ROOT)));
    List<Bounds> all = new ArrayList<>();
    for (Layer each : layers) {
      all.addAll(large ? each.large() : each.small());
    }
    return all;
  }

  private static int search(Bounds bounds) {
    long began = System.nanoTime();
    Outcome outcome = Search.run(bounds);
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf("%s%n  %s, %.1f s%n", bounds, outcome.summary(), seconds);
    outcome.trace().ifPresent(trace -> System.out.println(trace.text()));
    return outcome.trace().isPresent() ? VIOLATED : outcome.complete() ? 0 : GAVE_UP;
  }
}
