package dev.regent.simulation.search;

/** Every state within bounds, met once. Start here. */
public final class Search {
  private Search() {}

  /** Searches the real core. The same bounds give the same outcome. */
  public static Outcome run(Bounds bounds) {
    return run(bounds, Core.REAL);
  }

  static Outcome run(Bounds bounds, Core core) {
    Space space =
        switch (bounds) {
          case LedgerBounds ledger -> new LedgerSpace(ledger, core);
          case LeaseBounds lease -> new LeaseSpace(lease, core);
        };
    return Explorer.explore(space, bounds.mostStates());
  }
}
