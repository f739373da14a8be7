package dev.regent.simulation.search;

/** Every state within bounds, met once. Start here. */
public final class Search {
  private Search() {}

  /** Is told now and then how far a search is; it changes nothing. */
  @FunctionalInterface
  public interface Watch {
    void seen(long visited, long waiting);
  }

  /** Searches the real core. The same bounds give the same outcome. */
  public static Outcome run(Bounds bounds) {
    return run(bounds, Core.REAL);
  }

  /** As {@link #run(Bounds)}, under somebody's eyes. */
  public static Outcome run(Bounds bounds, Watch watch) {
    return run(bounds, Core.REAL, watch);
  }

  static Outcome run(Bounds bounds, Core core) {
    return run(bounds, core, (_, _) -> {});
  }

  private static Outcome run(Bounds bounds, Core core, Watch watch) {
    Space space =
        switch (bounds) {
          case LedgerBounds ledger -> new LedgerSpace(ledger, core);
          case LeaseBounds lease -> new LeaseSpace(lease, core);
        };
    return Explorer.explore(space, bounds.mostStates(), watch);
  }
}
