package dev.regent.simulation.drill.fault;

import dev.regent.simulation.drill.ByHand;
import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.Scene;

/** Somebody stops the primary's server in good order, with pg_ctl. */
record StoppedByHand() implements Fault {
  @Override
  public String name() {
    return "stopped-by-hand";
  }

  @Override
  public Effect effect() {
    return Effect.MOVES;
  }

  @Override
  public Ready prepare(Scene scene) {
    // Its end is not waited for: it may meet a server that Regent has started since.
    return new ByHand(scene.cell(), scene.primary())::stop;
  }
}
