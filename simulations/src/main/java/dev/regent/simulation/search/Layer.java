package dev.regent.simulation.search;

import java.util.List;

/** What is searched, and the bounds that are worth it; each is searched by itself. */
public enum Layer {
  /** I4 and L1 to L6. */
  LEDGER {
    @Override
    public List<Bounds> small() {
      return List.of(
          new LedgerBounds(2, 0, 1, 0, false, MOST),
          new LedgerBounds(2, 1, 0, 0, false, MOST),
          new LedgerBounds(1, 0, 1, 1, false, MOST));
    }

    @Override
    public List<Bounds> large() {
      return List.of(
          new LedgerBounds(2, 0, 1, 0, true, MOST),
          new LedgerBounds(2, 1, 1, 0, false, MOST),
          new LedgerBounds(1, 1, 1, 1, false, MOST));
    }
  },
  /** I1, I11 and V1 to V7. */
  LEASE {
    @Override
    public List<Bounds> small() {
      return List.of(
          lease(Plot.FAILOVER, 1, 1, 0),
          lease(Plot.FAILOVER, 0, 1, 1),
          lease(Plot.FENCED, 0, 1, 1),
          lease(Plot.REPLACEMENT, 0, 1, 0),
          lease(Plot.PAUSE, 0, 1, 0));
    }

    @Override
    public List<Bounds> large() {
      return List.of(
          lease(Plot.FAILOVER, 1, 2, 0),
          lease(Plot.FAILOVER, 1, 1, 1),
          lease(Plot.FENCED, 1, 1, 1),
          lease(Plot.REPLACEMENT, 1, 1, 0),
          lease(Plot.PAUSE, 1, 2, 0));
    }
  };

  private static final long MOST = 20_000_000;

  /** Within a minute on one core. */
  public abstract List<Bounds> small();

  /** Within some minutes and 3 GB. */
  public abstract List<Bounds> large();

  private static Bounds lease(Plot plot, int ticks, int rounds, int crashes) {
    return new LeaseBounds(plot, 1, ticks, rounds, crashes, LeaseBounds.SLOWER, MOST);
  }
}
