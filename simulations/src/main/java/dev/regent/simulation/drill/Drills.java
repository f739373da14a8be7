package dev.regent.simulation.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Drills one after the other on one cell. */
public final class Drills {
  private final DrilledCell cell;
  private final Audience audience;
  private final AcknowledgedRows promised = new AcknowledgedRows();
  private int number;

  public Drills(DrilledCell cell, Audience audience) {
    this.cell = cell;
    this.audience = audience;
  }

  /** Who hears of each drill. */
  public interface Audience {
    /** It begins. */
    void begins(Fault fault, int run);

    /** It ended, passed or not. */
    void ended(DrillResult result);

    /** Nobody listens. */
    static Audience none() {
      return of(result -> {});
    }

    /** Hears of ends only. */
    static Audience of(Consumer<DrillResult> listener) {
      return new Audience() {
        @Override
        public void begins(Fault fault, int run) {}

        @Override
        public void ended(DrillResult result) {
          listener.accept(result);
        }
      };
    }
  }

  /**
   * Runs all faults, as often as wanted. Ends early when a drill left the cell so that the next one
   * cannot begin; then there are fewer results than drills, and the last one is no success.
   */
  public List<DrillResult> run(List<Fault> faults, int runs) {
    List<DrillResult> results = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      for (Fault fault : faults) {
        DrillResult result = run(fault, run);
        results.add(result);
        audience.ended(result);
        if (result.redundantAfterMs().isEmpty()) {
          return List.copyOf(results);
        }
      }
    }
    return List.copyOf(results);
  }

  /** How many rows have been acknowledged in all drills so far. */
  public int acknowledged() {
    return promised.count();
  }

  private DrillResult run(Fault fault, int run) {
    audience.begins(fault, run);
    try {
      return Verdict.of(Drill.run(fault, cell, ++number), promised, run);
    } catch (DrillFailed failed) {
      return DrillResult.impossible(fault, run, failed.what());
    }
  }
}
